#ifndef KNEAD_TOOLS_CONTENT_TESTING_VALID_CONTENT_H_
#define KNEAD_TOOLS_CONTENT_TESTING_VALID_CONTENT_H_

#include <string>
#include <vector>

#include "tools/content/source_file.h"

namespace knead::content {

// Where the files of ValidContent stand, from the root of the workspace.
inline constexpr char kValidContentRoot[] = "tools/content/testing/valid";

// A small set of content files with every kind of entity and no fault.
std::vector<SourceFile> ValidContent();

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_TESTING_VALID_CONTENT_H_
