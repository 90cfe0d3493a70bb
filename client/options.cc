#include "client/options.h"

#include <algorithm>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace knead {
namespace {

absl::Status Invalid(absl::string_view field, absl::string_view problem) {
  return absl::InvalidArgumentError(absl::StrCat(field, ": ", problem));
}

bool IsPrintable(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isprint(c); });
}

// Whether all of `text` can stand in a host name or a target.
bool IsGraphic(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isgraph(c); });
}

absl::Status ValidateTarget(absl::string_view target) {
  if (target.empty()) {
    return Invalid("target",
                   "is empty; give the server's address as \"host:port\"");
  }
  if (!IsGraphic(target)) {
    return Invalid("target",
                   "holds a space or a character that is not printable ASCII; "
                   "give the server's address as \"host:port\"");
  }
  if (absl::StartsWithIgnoreCase(target, "http://") ||
      absl::StartsWithIgnoreCase(target, "https://")) {
    return Invalid("target",
                   "is a web address; leave the part up to \"//\" away, and "
                   "choose encryption by the credentials");
  }
  return absl::OkStatus();
}

absl::Status ValidatePem(absl::string_view field, absl::string_view text) {
  if (text.empty() || absl::StrContains(text, "-----BEGIN ")) {
    return absl::OkStatus();
  }
  return Invalid(field,
                 "is not PEM text; give what the file holds, not its path");
}

absl::Status ValidateTls(const TlsCredentials& credentials) {
  absl::Status status = ValidatePem("credentials.root_certificates",
                                    credentials.root_certificates);
  status.Update(ValidatePem("credentials.certificate_chain",
                            credentials.certificate_chain));
  status.Update(
      ValidatePem("credentials.private_key", credentials.private_key));
  if (!status.ok()) return status;

  if (credentials.certificate_chain.empty() &&
      !credentials.private_key.empty()) {
    return Invalid("credentials.certificate_chain",
                   "is empty though there is a private_key; give both or none");
  }
  if (credentials.private_key.empty() &&
      !credentials.certificate_chain.empty()) {
    return Invalid("credentials.private_key",
                   "is empty though there is a certificate_chain; give both or "
                   "none");
  }
  if (!IsGraphic(credentials.server_name)) {
    return Invalid("credentials.server_name",
                   "holds a space or a character that is not printable ASCII; "
                   "give the host name that the server's certificate carries");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Validate(const ClientOptions& options) {
  if (absl::Status status = ValidateTarget(options.target); !status.ok()) {
    return status;
  }
  if (const auto* tls = std::get_if<TlsCredentials>(&options.credentials)) {
    if (absl::Status status = ValidateTls(*tls); !status.ok()) return status;
  }
  if (options.default_timeout <= absl::ZeroDuration() ||
      options.default_timeout == absl::InfiniteDuration()) {
    return Invalid(
        "default_timeout",
        absl::StrCat("is ", absl::FormatDuration(options.default_timeout),
                     "; choose a finite time above zero"));
  }
  if (!IsPrintable(options.user_agent)) {
    return Invalid("user_agent",
                   "holds a character that is not printable ASCII; write it "
                   "like \"my-service/1.4\"");
  }
  return absl::OkStatus();
}

}  // namespace knead
