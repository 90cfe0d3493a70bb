#ifndef KNEAD_PROTO_CANONICAL_SHA256_H_
#define KNEAD_PROTO_CANONICAL_SHA256_H_

#include <string>

#include "absl/strings/string_view.h"

namespace knead {

// The SHA-256 of `bytes`, as `sha256:` and 64 lower-case hexadecimal digits.
// Thread-safe.
std::string Sha256(absl::string_view bytes);

}  // namespace knead

#endif  // KNEAD_PROTO_CANONICAL_SHA256_H_
