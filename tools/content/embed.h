#ifndef KNEAD_TOOLS_CONTENT_EMBED_H_
#define KNEAD_TOOLS_CONTENT_EMBED_H_

#include <string>

#include "absl/strings/string_view.h"

namespace knead::content {

// C++ source that defines `absl::string_view EmbeddedContentBundle()` of
// content/embedded_bundle.h with `bytes` as one string literal, which compiles
// far faster than an array. Equal bytes give equal source.
std::string EmbedSource(absl::string_view bytes);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_EMBED_H_
