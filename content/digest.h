#ifndef KNEAD_CONTENT_DIGEST_H_
#define KNEAD_CONTENT_DIGEST_H_

#include <string>

#include "absl/strings/string_view.h"

namespace knead {

// The content revision of a serialised ContentBundle: the SHA-256 of its
// bytes, as `sha256:` and 64 lower-case hexadecimal digits. Equal bytes have
// equal revisions. Thread-safe.
std::string ContentDigest(absl::string_view bundle_bytes);

}  // namespace knead

#endif  // KNEAD_CONTENT_DIGEST_H_
