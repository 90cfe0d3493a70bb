#include "content/digest.h"

#include "proto/canonical/sha256.h"

namespace knead {

std::string ContentDigest(absl::string_view bundle_bytes) {
  return Sha256(bundle_bytes);
}

}  // namespace knead
