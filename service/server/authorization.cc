#include "service/server/authorization.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "service/server/authorization_policy.h"

namespace knead {
namespace {

constexpr absl::string_view kScheme = "Bearer ";

}  // namespace

Authorization::Authorization(const server::AuthorizationPolicy& policy,
                             const std::vector<std::string>& methods) {
  for (int i = 0; i < policy.callers_size(); ++i) {
    const server::Caller& caller = policy.callers(i);
    const auto number = static_cast<size_t>(i);
    names_.push_back(caller.name());
    if (caller.anyone()) anyone_.set(number);
    for (const std::string& name : caller.certificate_names()) {
      by_certificate_name_[name].set(number);
    }
    for (const std::string& hexadecimal : caller.token_sha256()) {
      const std::string bytes = absl::HexStringToBytes(hexadecimal);
      Token& token = tokens_.emplace_back();
      std::copy(bytes.begin(), bytes.end(), token.hash.begin());
      token.caller = number;
    }
    for (const std::string& pattern : caller.methods()) {
      if (pattern == kAllMethods) allowed_everything_.set(number);
      for (const std::string& method : methods) {
        if (MethodMatches(pattern, method)) allowed_[method].set(number);
      }
    }
  }
}

Authorization::Answer Authorization::Ask(absl::string_view method,
                                         const Credentials& credentials) const {
  Callers known;
  if (credentials.header.has_value()) known = WithToken(*credentials.header);
  for (const std::string& name : credentials.certificate_names) {
    const auto found = by_certificate_name_.find(name);
    if (found != by_certificate_name_.end()) known |= found->second;
  }
  const auto found = allowed_.find(method);
  const Callers& allowed =
      found == allowed_.end() ? allowed_everything_ : found->second;

  Answer answer;
  for (size_t i = 0; i < names_.size() && answer.caller.empty(); ++i) {
    if (known.test(i)) answer.caller = names_[i];
  }
  if ((allowed & (known | anyone_)).any()) {
    answer.decision = Decision::kAllowed;
  } else if (known.any()) {
    answer.decision = Decision::kDenied;
  }
  return answer;
}

Authorization::Callers Authorization::WithToken(
    absl::string_view header) const {
  Callers callers;
  if (tokens_.empty() || !absl::StartsWithIgnoreCase(header, kScheme)) {
    return callers;
  }
  const absl::string_view token =
      absl::StripAsciiWhitespace(header.substr(kScheme.size()));
  Hash hash;
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(),
         hash.data());
  // Every token is compared, so that the time says nothing of them.
  for (const Token& known : tokens_) {
    const bool same =
        CRYPTO_memcmp(hash.data(), known.hash.data(), hash.size()) == 0;
    callers.set(known.caller, callers.test(known.caller) || same);
  }
  return callers;
}

}  // namespace knead
