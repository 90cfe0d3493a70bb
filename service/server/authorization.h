#ifndef KNEAD_SERVICE_SERVER_AUTHORIZATION_H_
#define KNEAD_SERVICE_SERVER_AUTHORIZATION_H_

#include <array>
#include <bitset>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "service/server/authorization.pb.h"
#include "service/server/limits.h"

namespace knead {

// A policy, made ready for calls: what a call costs is a look at a table, and
// with a token one hash. Immutable, and thread-safe.
class Authorization {
 public:
  // What a caller shows of themselves.
  struct Credentials {
    // The value of the header `authorization`, if there is one. `Bearer` and a
    // token; anything else counts as nothing.
    absl::optional<absl::string_view> header;
    // What the caller's certificate proves.
    absl::Span<const std::string> certificate_names;
  };

  enum class Decision {
    kAllowed,
    // No entry recognises the caller, and the method is not open to anyone.
    kUnknown,
    // An entry recognises the caller, and none allows the method.
    kDenied,
  };

  struct Answer {
    Decision decision = Decision::kUnknown;
    // The name of the first entry that recognises the caller, by more than
    // being anyone; empty when none does. Valid as long as the Authorization.
    absl::string_view caller;
  };

  // `policy` is one that ParseAuthorizationPolicy() gave for a server with
  // these `methods`.
  Authorization(const server::AuthorizationPolicy& policy,
                const std::vector<std::string>& methods);

  // Whether somebody with these credentials may call `method`. One that is none
  // of the server's is allowed to those who may call everything. Takes the same
  // time whichever token it is, or none of them.
  Answer Ask(absl::string_view method, const Credentials& credentials) const;

  // Whether the names of certificates make a difference.
  bool has_certificate_names() const { return !by_certificate_name_.empty(); }

 private:
  // SHA-256.
  using Hash = std::array<unsigned char, 32>;
  // By number of their entry.
  using Callers = std::bitset<kMaxAuthorizationCallers>;

  struct Token {
    Hash hash;
    size_t caller;
  };

  Callers WithToken(absl::string_view header) const;

  std::vector<std::string> names_;
  Callers anyone_;
  absl::flat_hash_map<std::string, Callers> by_certificate_name_;
  std::vector<Token> tokens_;
  // Who may call each method of the server, and who any other.
  absl::flat_hash_map<std::string, Callers> allowed_;
  Callers allowed_everything_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_AUTHORIZATION_H_
