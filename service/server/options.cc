#include "service/server/options.h"

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "service/server/limit_flags.h"
#include "service/server/listen_address.h"

namespace knead {
namespace {

constexpr int kMaxThreads = 256;

}  // namespace

absl::Status ReachableFromOutside(absl::string_view address) {
  return absl::InvalidArgumentError(absl::StrCat(
      "--listen: '", address,
      "' can be reached from other machines, and connections are not "
      "encrypted; listen on 127.0.0.1, or add --insecure if that is what "
      "you want"));
}

absl::Status CheckOptions(const ServerOptions& options) {
  for (const std::string& text : options.listen) {
    const absl::StatusOr<ListenAddress> address = ParseListenAddress(text);
    if (!address.ok()) return address.status();
    // Of systemd's sockets it is known once they are taken over.
    if (!options.insecure && !address->IsLocal() &&
        address->kind != ListenAddress::Kind::kSystemd) {
      return ReachableFromOutside(text);
    }
  }
  if (absl::Status limits = CheckLimits(options.limits); !limits.ok()) {
    return limits;
  }
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
