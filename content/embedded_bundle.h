#ifndef KNEAD_CONTENT_EMBEDDED_BUNDLE_H_
#define KNEAD_CONTENT_EMBEDDED_BUNDLE_H_

#include "absl/strings/string_view.h"

namespace knead {

// The serialised CertifiedContent that was compiled from this tree's content:
// the bundle below and its certificate. Lives as long as the program.
// Thread-safe.
absl::string_view EmbeddedContent();

// The serialised ContentBundle that was compiled from this tree's content, in
// canonical bytes; ContentDigest of it is its revision. It lives as long as the
// program. Thread-safe.
absl::string_view EmbeddedContentBundle();

}  // namespace knead

#endif  // KNEAD_CONTENT_EMBEDDED_BUNDLE_H_
