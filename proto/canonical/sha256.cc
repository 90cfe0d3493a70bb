#include "proto/canonical/sha256.h"

#include <openssl/evp.h>

#include <array>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace knead {

std::string Sha256(absl::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash;
  unsigned int length = 0;
  // Cannot fail: SHA-256 is always built in and allocates nothing that matters.
  EVP_Digest(bytes.data(), bytes.size(), hash.data(), &length, EVP_sha256(),
             nullptr);
  return absl::StrCat("sha256:",
                      absl::BytesToHexString(absl::string_view(
                          reinterpret_cast<const char*>(hash.data()), length)));
}

}  // namespace knead
