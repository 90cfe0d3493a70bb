#include "client/options.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/local_address.h"
#include "client/target.h"

namespace knead {
namespace {

// The shortest time that gRPC tells from none.
constexpr absl::Duration kLeastDuration = absl::Milliseconds(1);

absl::Status Invalid(absl::string_view field, absl::string_view problem) {
  return absl::InvalidArgumentError(absl::StrCat(field, ": ", problem));
}

bool IsPrintable(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isprint(c); });
}

// Whether all of `text` can stand in a host name.
bool IsGraphic(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isgraph(c); });
}

absl::Status ValidatePem(absl::string_view field, absl::string_view text) {
  if (text.empty() || absl::StrContains(text, "-----BEGIN ")) {
    return absl::OkStatus();
  }
  return Invalid(field,
                 "is not PEM text; give what the file holds, not its path");
}

// Two fields that belong together.
absl::Status ValidatePair(absl::string_view first_field,
                          absl::string_view first,
                          absl::string_view second_field,
                          absl::string_view second) {
  if (first.empty() == second.empty()) return absl::OkStatus();
  const bool first_is_empty = first.empty();
  return Invalid(first_is_empty ? first_field : second_field,
                 absl::StrCat("is empty though there is a ",
                              first_is_empty ? second_field : first_field,
                              "; give both or none"));
}

absl::Status ValidateServerName(absl::string_view server_name) {
  if (IsGraphic(server_name)) return absl::OkStatus();
  return Invalid("credentials.server_name",
                 "holds a space or a character that is not printable ASCII; "
                 "give the host name that the server's certificate carries");
}

absl::Status ValidateTls(const TlsCredentials& credentials) {
  absl::Status status = ValidatePem("credentials.root_certificates",
                                    credentials.root_certificates);
  status.Update(ValidatePem("credentials.certificate_chain",
                            credentials.certificate_chain));
  status.Update(
      ValidatePem("credentials.private_key", credentials.private_key));
  if (!status.ok()) return status;

  status = ValidatePair("credentials.certificate_chain",
                        credentials.certificate_chain,
                        "credentials.private_key", credentials.private_key);
  status.Update(ValidateServerName(credentials.server_name));
  return status;
}

absl::Status ValidateTlsFiles(const TlsFileCredentials& credentials) {
  absl::Status status = ValidatePair(
      "credentials.certificate_chain_file", credentials.certificate_chain_file,
      "credentials.private_key_file", credentials.private_key_file);
  status.Update(ValidateServerName(credentials.server_name));
  if (!status.ok()) return status;
  for (const auto& [field, path] :
       {std::pair("credentials.root_certificates_file",
                  &credentials.root_certificates_file),
        std::pair("credentials.certificate_chain_file",
                  &credentials.certificate_chain_file),
        std::pair("credentials.private_key_file",
                  &credentials.private_key_file)}) {
    if (absl::StrContains(*path, "-----BEGIN ")) {
      return Invalid(field,
                     "is PEM text; give the path of the file, or use "
                     "TlsCredentials");
    }
  }
  if (credentials.reload_interval < absl::Seconds(1) ||
      credentials.reload_interval > kMaxOptionDuration ||
      credentials.reload_interval % absl::Seconds(1) != absl::ZeroDuration()) {
    return Invalid(
        "credentials.reload_interval",
        absl::StrCat("is ", absl::FormatDuration(credentials.reload_interval),
                     "; choose whole seconds, from 1s to ",
                     absl::FormatDuration(kMaxOptionDuration)));
  }
  return absl::OkStatus();
}

absl::Status ValidateCredentials(const ClientOptions& options) {
  if (const auto* tls = std::get_if<TlsCredentials>(&options.credentials)) {
    return ValidateTls(*tls);
  }
  if (const auto* files =
          std::get_if<TlsFileCredentials>(&options.credentials)) {
    return ValidateTlsFiles(*files);
  }
  if (options.token != nullptr && !IsLocalAddress(options.target)) {
    return Invalid("token",
                   "would leave this machine in plain text; choose "
                   "TlsCredentials, or a target on this machine");
  }
  return absl::OkStatus();
}

// A time that has to lie between `least` and kMaxOptionDuration.
absl::Status ValidateDuration(absl::string_view field, absl::Duration duration,
                              absl::Duration least) {
  if (duration >= least && duration <= kMaxOptionDuration) {
    return absl::OkStatus();
  }
  return Invalid(
      field, absl::StrCat("is ", absl::FormatDuration(duration), "; choose ",
                          absl::FormatDuration(least), " to ",
                          absl::FormatDuration(kMaxOptionDuration)));
}

// How long calls or streams may take.
absl::Status ValidateTimeout(absl::string_view field, absl::Duration timeout) {
  if (timeout > absl::ZeroDuration() && timeout < absl::InfiniteDuration()) {
    return absl::OkStatus();
  }
  return Invalid(field, absl::StrCat("is ", absl::FormatDuration(timeout),
                                     "; choose a finite time above zero"));
}

absl::Status ValidateSize(absl::string_view field, int bytes) {
  if (bytes >= 1) return absl::OkStatus();
  return Invalid(field, absl::StrCat("is ", bytes, "; choose 1 or more"));
}

absl::Status ValidateBackoff(absl::string_view path, absl::Duration initial,
                             absl::Duration max) {
  absl::Status status = ValidateDuration(absl::StrCat(path, ".initial_backoff"),
                                         initial, kLeastDuration);
  status.Update(
      ValidateDuration(absl::StrCat(path, ".max_backoff"), max, initial));
  return status;
}

absl::Status ValidateRetry(const RetryOptions& retry) {
  if (retry.attempts < 1 || retry.attempts > kMaxAttempts) {
    return Invalid("retry.attempts", absl::StrCat("is ", retry.attempts,
                                                  "; choose 1 (never "
                                                  "again) to ",
                                                  kMaxAttempts));
  }
  if (absl::Status status =
          ValidateBackoff("retry", retry.initial_backoff, retry.max_backoff);
      !status.ok()) {
    return status;
  }
  if (retry.budget < 1 || retry.budget > kMaxRetryBudget) {
    return Invalid(
        "retry.budget",
        absl::StrCat("is ", retry.budget, "; choose 1 to ", kMaxRetryBudget,
                     ", or 1 attempt to repeat nothing"));
  }
  // Written so that a number that is none is refused too.
  if (!(retry.budget_refill >= kMinRetryRefill && retry.budget_refill <= 1)) {
    return Invalid("retry.budget_refill",
                   absl::StrCat("is ", retry.budget_refill, "; choose ",
                                kMinRetryRefill, " to 1"));
  }
  return absl::OkStatus();
}

absl::Status ValidateKeepalive(const KeepaliveOptions& keepalive) {
  if (keepalive.interval != absl::InfiniteDuration()) {
    if (absl::Status status = ValidateDuration(
            "keepalive.interval", keepalive.interval, kMinKeepaliveInterval);
        !status.ok()) {
      return status;
    }
  }
  return ValidateDuration("keepalive.timeout", keepalive.timeout,
                          kLeastDuration);
}

absl::Status ValidateReconnect(const ReconnectOptions& reconnect) {
  absl::Status status = ValidateBackoff("reconnect", reconnect.initial_backoff,
                                        reconnect.max_backoff);
  status.Update(ValidateDuration("reconnect.connect_timeout",
                                 reconnect.connect_timeout, kLeastDuration));
  return status;
}

}  // namespace

bool WatchesHealth(const ClientOptions& options) {
  return options.balancing == Balancing::kRoundRobin &&
         options.watch_health.value_or(HasSeveralAddresses(options.target));
}

absl::Status Validate(const ClientOptions& options) {
  absl::Status status = ChannelTarget(options.target).status();
  status.Update(ValidateCredentials(options));
  status.Update(ValidateRetry(options.retry));
  status.Update(ValidateKeepalive(options.keepalive));
  status.Update(ValidateReconnect(options.reconnect));
  status.Update(ValidateTimeout("default_timeout", options.default_timeout));
  status.Update(ValidateTimeout("stream_timeout", options.stream_timeout));
  status.Update(ValidateSize("max_request_bytes", options.max_request_bytes));
  status.Update(ValidateSize("max_response_bytes", options.max_response_bytes));
  if (!status.ok()) return status;
  if (!IsPrintable(options.user_agent)) {
    return Invalid("user_agent",
                   "holds a character that is not printable ASCII; write it "
                   "like \"my-service/1.4\"");
  }
  return absl::OkStatus();
}

}  // namespace knead
