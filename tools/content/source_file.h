#ifndef KNEAD_TOOLS_CONTENT_SOURCE_FILE_H_
#define KNEAD_TOOLS_CONTENT_SOURCE_FILE_H_

#include <string>

namespace knead::content {

// A file of the content folder.
struct SourceFile {
  // Relative to the content folder, with `/`, e.g.
  // `techniques/calf-hands.textproto`.
  std::string path;
  // Its text.
  std::string text;
};

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_SOURCE_FILE_H_
