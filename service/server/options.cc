#include "service/server/options.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace knead {
namespace {

constexpr int kMaxPort = 65535;
constexpr int kMaxThreads = 256;

struct HostPort {
  absl::string_view host;
  absl::string_view port;
};

// `host:port`, or `[host]:port` for IPv6, whose colons need the brackets.
HostPort Split(absl::string_view address) {
  const size_t colon = address.rfind(':');
  if (colon == absl::string_view::npos) return {address, ""};
  absl::string_view host = address.substr(0, colon);
  if (absl::ConsumePrefix(&host, "[")) {
    absl::ConsumeSuffix(&host, "]");
  } else if (absl::StrContains(host, ":")) {
    return {"", ""};
  }
  return {host, address.substr(colon + 1)};
}

// A name that begins like a loopback address can lead anywhere, so only digits
// count.
bool IsLoopback(absl::string_view host) {
  return host == "localhost" || host == "::1" ||
         (absl::StartsWith(host, "127.") &&
          host.find_first_not_of("0123456789.") == absl::string_view::npos);
}

// `host:port` with a port of 0 to kMaxPort.
bool IsHostPort(const HostPort& address) {
  int port = -1;
  return !address.host.empty() && absl::SimpleAtoi(address.port, &port) &&
         port >= 0 && port <= kMaxPort;
}

absl::Status CheckAdmin(const ServerOptions& options) {
  // It is gRPC's own service, which the policy does not reach.
  if (options.channelz && !options.authorization_file.empty()) {
    return absl::InvalidArgumentError(
        "--channelz: would answer anyone in spite of --authorization-file; "
        "leave one of the two out");
  }
  const std::string admin = AdminAddress(options);
  if (admin.empty()) return absl::OkStatus();
  const HostPort address = Split(admin);
  if (!IsHostPort(address)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--admin-listen: want HOST:PORT such as 127.0.0.1:8981 or [::1]:8981, "
        "or nothing for no admin port, got '",
        admin, "'"));
  }
  if (!options.admin_insecure && !IsLoopback(address.host)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--admin-listen: '", admin,
        "' can be reached from other machines, and the admin port asks nobody "
        "who they are; listen on 127.0.0.1, or keep others away by a firewall "
        "or a network policy and add --admin-insecure"));
  }
  return absl::OkStatus();
}

absl::Status CheckTls(const ServerOptions& options) {
  const TlsFiles& tls = options.tls;
  if (tls.certificate.empty() != tls.key.empty()) {
    return absl::InvalidArgumentError(
        tls.key.empty() ? "--tls-key-file: is missing; "
                          "--tls-certificate-file needs it"
                        : "--tls-certificate-file: is missing; "
                          "--tls-key-file needs it");
  }
  if (!tls.client_ca.empty() && !HasTls(options)) {
    return absl::InvalidArgumentError(
        "--tls-client-ca-file: needs --tls-certificate-file and "
        "--tls-key-file");
  }
  if (options.insecure && HasTls(options)) {
    return absl::InvalidArgumentError(
        "--insecure: connections are encrypted with --tls-certificate-file; "
        "leave one of the two out");
  }
  // Reflection is gRPC's own service. Only TLS credentials let its calls be
  // authorised.
  if (options.reflection && !options.authorization_file.empty() &&
      !HasTls(options)) {
    return absl::InvalidArgumentError(
        "--reflection: would answer anyone in spite of --authorization-file; "
        "leave it out, or set --tls-certificate-file and --tls-key-file");
  }
  return absl::OkStatus();
}

}  // namespace

std::string AdminAddress(const ServerOptions& options) {
  if (options.admin_listen.has_value()) return *options.admin_listen;
  if (options.listen.empty()) return "";
  return Split(options.listen).port == "0" ? "127.0.0.1:0" : "127.0.0.1:8981";
}

bool HasTls(const ServerOptions& options) {
  return !options.tls.certificate.empty();
}

bool IsOnThisMachineOnly(const ServerOptions& options) {
  return options.listen.empty() || IsLoopback(Split(options.listen).host);
}

absl::Status CheckOptions(const ServerOptions& options) {
  if (!options.listen.empty()) {
    const HostPort address = Split(options.listen);
    if (!IsHostPort(address)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--listen: want HOST:PORT such as 127.0.0.1:8980 or "
                       "[::1]:8980, got '",
                       options.listen, "'"));
    }
    if (!options.insecure && !HasTls(options) && !IsLoopback(address.host)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--listen: '", options.listen,
          "' can be reached from other machines, and connections are not "
          "encrypted; set --tls-certificate-file and --tls-key-file, listen on "
          "127.0.0.1, or add --insecure if that is what you want"));
    }
  }
  if (absl::Status admin = CheckAdmin(options); !admin.ok()) return admin;
  if (absl::Status checked = CheckTls(options); !checked.ok()) return checked;
  for (const auto& [flag, duration] :
       {std::make_pair("--lame-duck", options.lame_duck),
        std::make_pair("--drain-timeout", options.drain_timeout)}) {
    if (duration < absl::ZeroDuration() ||
        duration == absl::InfiniteDuration()) {
      return absl::InvalidArgumentError(
          absl::StrCat(flag, ": want a number of seconds, 0 or more"));
    }
  }
  if (options.threads < 0 || options.threads > kMaxThreads) {
    return absl::InvalidArgumentError(
        absl::StrCat("--threads: want 0 (one a core) to ", kMaxThreads));
  }
  return absl::OkStatus();
}

}  // namespace knead
