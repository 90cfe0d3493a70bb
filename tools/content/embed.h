#ifndef KNEAD_TOOLS_CONTENT_EMBED_H_
#define KNEAD_TOOLS_CONTENT_EMBED_H_

#include <string>

#include "absl/strings/string_view.h"

namespace knead::content {

// C++ source that defines the functions of content/embedded_bundle.h: `bytes`
// are those of a CertifiedContent, as one string literal, which compiles far
// faster than an array, and `bundle` is the part of them that is the
// ContentBundle. Equal bytes give equal source.
std::string EmbedSource(absl::string_view bytes, absl::string_view bundle);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_EMBED_H_
