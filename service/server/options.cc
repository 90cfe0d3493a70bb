#include "service/server/options.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "service/server/limit_flags.h"
#include "service/server/listen_address.h"

namespace knead {
namespace {

constexpr int kMaxThreads = 256;

absl::Status CheckAdmin(const ServerOptions& options) {
  // It is gRPC's own service, which the policy does not reach.
  if (options.channelz && !options.authorization_file.empty()) {
    return absl::InvalidArgumentError(
        "--channelz: would answer anyone in spite of --authorization-file; "
        "leave one of the two out");
  }
  const std::string admin = AdminAddress(options);
  if (admin.empty()) return absl::OkStatus();
  const absl::StatusOr<ListenAddress> address = ParseListenAddress(admin);
  if (!address.ok() || address->kind != ListenAddress::Kind::kTcp) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--admin-listen: want HOST:PORT such as 127.0.0.1:8981 or [::1]:8981, "
        "or nothing for no admin port, got '",
        admin, "'"));
  }
  if (!options.admin_insecure && !address->IsLocal()) {
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
  const absl::StatusOr<ListenAddress> first =
      ParseListenAddress(options.listen.front());
  const bool any_port = first.ok() &&
                        first->kind == ListenAddress::Kind::kTcp &&
                        first->port == 0;
  return any_port ? "127.0.0.1:0" : "127.0.0.1:8981";
}

bool HasTls(const ServerOptions& options) {
  return !options.tls.certificate.empty();
}

bool IsOnThisMachineOnly(const ServerOptions& options) {
  return std::all_of(options.listen.begin(), options.listen.end(),
                     [](const std::string& text) {
                       const auto address = ParseListenAddress(text);
                       return address.ok() && address->IsLocal();
                     });
}

absl::Status ReachableFromOutside(absl::string_view address) {
  return absl::InvalidArgumentError(absl::StrCat(
      "--listen: '", address,
      "' can be reached from other machines, and connections are not "
      "encrypted; set --tls-certificate-file and --tls-key-file, listen on "
      "127.0.0.1, or add --insecure if that is what you want"));
}

absl::Status CheckOptions(const ServerOptions& options) {
  for (const std::string& text : options.listen) {
    const absl::StatusOr<ListenAddress> address = ParseListenAddress(text);
    if (!address.ok()) return address.status();
    // Of systemd's sockets it is known once they are taken over.
    if (!options.insecure && !HasTls(options) && !address->IsLocal() &&
        address->kind != ListenAddress::Kind::kSystemd) {
      return ReachableFromOutside(text);
    }
  }
  if (absl::Status limits = CheckLimits(options.limits); !limits.ok()) {
    return limits;
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
