#include "service/server/authorization_policy.h"

#include <algorithm>
#include <set>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "service/server/limits.h"

namespace knead {
namespace {

using server::AuthorizationPolicy;
using server::Caller;

// How the entry that covers a service ends.
constexpr absl::string_view kAllOfServiceSuffix = "/*";

// Hexadecimal digits of a SHA-256 hash.
constexpr int kHashDigits = 64;

// The hash of no bytes at all, which a command makes whose input was missing.
constexpr absl::string_view kHashOfNothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

// Notes where a text is at fault, and nothing of what stands there.
class PlacesOfFaults : public google::protobuf::io::ErrorCollector {
 public:
  explicit PlacesOfFaults(std::vector<std::string>* faults) : faults_(faults) {}

  // Both count from 0.
  void AddError(int line, int column, const std::string& /*message*/) override {
    faults_->push_back(absl::StrCat(
        "line ", line + 1, ", column ", column + 1,
        ": is not the text form of knead.server.AuthorizationPolicy"));
  }

 private:
  std::vector<std::string>* const faults_;
};

bool IsHash(absl::string_view text) {
  return text.size() == kHashDigits &&
         std::all_of(text.begin(), text.end(), absl::ascii_isxdigit);
}

// Collects the faults of a policy that could be read.
class Checker {
 public:
  explicit Checker(const AuthorizationScope& scope) : scope_(scope) {}

  std::vector<std::string> Check(const AuthorizationPolicy& policy) {
    if (policy.callers().empty()) {
      faults_.emplace_back(
          "callers: is empty, so that nobody could call; add an entry");
    }
    if (policy.callers_size() > kMaxAuthorizationCallers) {
      faults_.push_back(absl::StrCat("callers: has ", policy.callers_size(),
                                     " entries; give at most ",
                                     kMaxAuthorizationCallers));
    }
    for (int i = 0; i < policy.callers_size(); ++i) {
      CheckCaller(absl::StrCat("callers[", i, "]"), policy.callers(i));
    }
    if (token_count_ > kMaxAuthorizationTokens) {
      faults_.push_back(absl::StrCat("token_sha256: the policy has ",
                                     token_count_, "; give at most ",
                                     kMaxAuthorizationTokens));
    }
    return faults_;
  }

 private:
  void CheckCaller(const std::string& path, const Caller& caller) {
    if (caller.name().empty()) {
      Add(path, "name", "is empty; say what the log should call them");
    } else if (!names_.insert(caller.name()).second) {
      Add(path, "name", "is that of another entry; choose one of its own");
    }
    const bool is_named =
        !caller.certificate_names().empty() || !caller.token_sha256().empty();
    if (caller.anyone() && is_named) {
      Add(path, "anyone",
          "does not go with certificate_names or token_sha256; make two "
          "entries");
    } else if (!caller.anyone() && !is_named) {
      faults_.push_back(absl::StrCat(
          path,
          ": recognises nobody; give certificate_names, token_sha256 or "
          "anyone"));
    }
    CheckCertificateNames(path, caller);
    CheckTokens(path, caller);
    CheckMethods(path, caller);
  }

  void CheckCertificateNames(const std::string& path, const Caller& caller) {
    if (!caller.certificate_names().empty() && !scope_.has_certificates) {
      Add(path, "certificate_names",
          "clients show no certificate; set --tls-client-ca-file");
    }
    for (int i = 0; i < caller.certificate_names_size(); ++i) {
      if (caller.certificate_names(i).empty()) {
        Add(path, absl::StrCat("certificate_names[", i, "]"), "is empty");
      }
    }
  }

  void CheckTokens(const std::string& path, const Caller& caller) {
    if (!caller.token_sha256().empty() && !scope_.keeps_tokens_secret) {
      Add(path, "token_sha256",
          "tokens could be read on their way; set --tls-certificate-file and "
          "--tls-key-file, or listen on 127.0.0.1");
    }
    for (int i = 0; i < caller.token_sha256_size(); ++i) {
      ++token_count_;
      const std::string field = absl::StrCat("token_sha256[", i, "]");
      const std::string hash = absl::AsciiStrToLower(caller.token_sha256(i));
      if (!IsHash(hash)) {
        Add(path, field,
            absl::StrCat("has ", hash.size(), " characters; want the ",
                         kHashDigits,
                         " hexadecimal digits of the token's SHA-256"));
      } else if (hash == kHashOfNothing) {
        Add(path, field, "is the hash of nothing; hash the token");
      } else if (!hashes_.insert(hash).second) {
        Add(path, field,
            "stands there twice; give every caller a token of "
            "their own");
      }
    }
  }

  void CheckMethods(const std::string& path, const Caller& caller) {
    if (caller.methods().empty()) {
      Add(path, "methods", "is empty; say what they may call");
    }
    for (int i = 0; i < caller.methods_size(); ++i) {
      if (IsMethod(caller.methods(i))) continue;
      Add(path, absl::StrCat("methods[", i, "]"),
          absl::StrCat("the server has no such method; want "
                       "/package.Service/Method, /package.Service/* or *; "
                       "its services are ",
                       absl::StrJoin(Services(), ", ")));
    }
  }

  bool IsMethod(absl::string_view method) const {
    if (method == kAllMethods) return true;
    return std::any_of(scope_.methods.begin(), scope_.methods.end(),
                       [method](const std::string& known) {
                         return MethodMatches(method, known);
                       });
  }

  // `/package.Service` of every service.
  std::set<std::string> Services() const {
    std::set<std::string> services;
    for (const std::string& method : scope_.methods) {
      services.insert(method.substr(0, method.rfind('/')));
    }
    return services;
  }

  void Add(const std::string& path, absl::string_view field,
           absl::string_view fault) {
    faults_.push_back(absl::StrCat(path, ".", field, ": ", fault));
  }

  const AuthorizationScope& scope_;
  std::vector<std::string> faults_;
  std::set<std::string> names_;
  std::set<std::string> hashes_;
  int token_count_ = 0;
};

}  // namespace

bool MethodMatches(absl::string_view pattern, absl::string_view method) {
  if (pattern == kAllMethods || pattern == method) return true;
  return absl::EndsWith(pattern, kAllOfServiceSuffix) &&
         method.substr(0, method.rfind('/')) ==
             pattern.substr(0, pattern.size() - kAllOfServiceSuffix.size());
}

absl::StatusOr<AuthorizationPolicy> ParseAuthorizationPolicy(
    const std::string& text, const AuthorizationScope& scope) {
  AuthorizationPolicy policy;
  std::vector<std::string> faults;
  PlacesOfFaults places(&faults);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&places);
  if (parser.ParseFromString(text, &policy)) {
    faults = Checker(scope).Check(policy);
    if (faults.empty()) return policy;
  }
  return absl::InvalidArgumentError(absl::StrJoin(faults, "\n"));
}

}  // namespace knead
