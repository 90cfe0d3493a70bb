#ifndef KNEAD_TOOLS_CONTENT_NEAREST_H_
#define KNEAD_TOOLS_CONTENT_NEAREST_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace knead::content {

// The one of `candidates` that takes the fewest inserted, deleted and replaced
// characters to make from `word`; the first of several. Empty when none is
// near: more than a third of the longer one's characters would change.
std::string Nearest(absl::string_view word,
                    const std::vector<std::string>& candidates);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_NEAREST_H_
