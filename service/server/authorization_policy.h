#ifndef KNEAD_SERVICE_SERVER_AUTHORIZATION_POLICY_H_
#define KNEAD_SERVICE_SERVER_AUTHORIZATION_POLICY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/server/authorization.pb.h"

namespace knead {

// What a policy has to fit to.
struct AuthorizationScope {
  // All methods of the server, as `/package.Service/Method`.
  std::vector<std::string> methods;

  // Whether callers show certificates that were verified.
  bool has_certificates = false;

  // Whether a token reaches the server unread: over TLS, or without leaving the
  // machine.
  bool keeps_tokens_secret = false;
};

// The entry of Caller.methods that covers everything.
inline constexpr absl::string_view kAllMethods = "*";

// Whether `pattern`, an entry of Caller.methods, covers `method`, which is
// `/package.Service/Method`.
bool MethodMatches(absl::string_view pattern, absl::string_view method);

// The policy that a textproto describes. INVALID_ARGUMENT with every fault, one
// a line: not a policy, nobody in it, an entry without a name or with that of
// another, with nobody or nothing in it, with a hash that is none, a method
// that the server does not have, or what `scope` rules out. No fault quotes a
// hash or any text that could be a token.
absl::StatusOr<server::AuthorizationPolicy> ParseAuthorizationPolicy(
    const std::string& text, const AuthorizationScope& scope);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_AUTHORIZATION_POLICY_H_
