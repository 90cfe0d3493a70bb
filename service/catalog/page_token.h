#ifndef KNEAD_SERVICE_CATALOG_PAGE_TOKEN_H_
#define KNEAD_SERVICE_CATALOG_PAGE_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace knead {

// Makes and reads page tokens. A token holds the last name of its page and a
// message authentication code (HMAC-SHA-256, cut to 16 bytes) over that name,
// the method and its filters, so a token serves no other list. It holds no
// secret and nothing of the snapshot: it stays good after a reload, and on
// every replica with the same key. Immutable and thread-safe.
class PageTokens {
 public:
  // Replicas that should read each other's tokens are given the same key.
  explicit PageTokens(std::string key);

  // `scope` is the method with its filters, in canonical bytes.
  std::string Make(absl::string_view scope, absl::string_view last_name) const;

  // The last name of a token of that scope. INVALID_PAGE_TOKEN for anything
  // that Make did not return for that scope.
  absl::StatusOr<std::string> Read(absl::string_view scope,
                                   absl::string_view token) const;

 private:
  std::string Code(absl::string_view scope, absl::string_view last_name) const;

  const std::string key_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_PAGE_TOKEN_H_
