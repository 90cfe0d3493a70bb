#include "service/catalog/page_token.h"

#include <array>
#include <cstddef>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "openssl/crypto.h"
#include "openssl/evp.h"
#include "openssl/hmac.h"
#include "service/errors/errors.h"

namespace knead {
namespace {

constexpr size_t kCodeBytes = 16;

// Longer than any token that Make returns for a name within the bounds of a
// bundle; keeps a hostile token from costing work.
constexpr size_t kMaxTokenLength = 512;

}  // namespace

PageTokens::PageTokens(std::string key) : key_(std::move(key)) {}

std::string PageTokens::Code(absl::string_view scope,
                             absl::string_view last_name) const {
  // The length keeps (scope, name) pairs apart.
  const std::string text =
      absl::StrCat(scope.size(), ":", scope, ":", last_name);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       digest.data(), nullptr);
  return std::string(reinterpret_cast<const char*>(digest.data()), kCodeBytes);
}

std::string PageTokens::Make(absl::string_view scope,
                             absl::string_view last_name) const {
  return absl::WebSafeBase64Escape(
      absl::StrCat(Code(scope, last_name), last_name));
}

absl::StatusOr<std::string> PageTokens::Read(absl::string_view scope,
                                             absl::string_view token) const {
  std::string bytes;
  if (token.size() > kMaxTokenLength ||
      !absl::WebSafeBase64Unescape(token, &bytes) ||
      bytes.size() <= kCodeBytes) {
    return InvalidPageToken();
  }
  const std::string last_name = bytes.substr(kCodeBytes);
  // The whole token, since Base64 can be written in more than one way.
  const std::string made = Make(scope, last_name);
  if (made.size() != token.size() ||
      CRYPTO_memcmp(made.data(), token.data(), made.size()) != 0) {
    return InvalidPageToken();
  }
  return last_name;
}

}  // namespace knead
