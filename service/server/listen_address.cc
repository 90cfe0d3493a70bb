#include "service/server/listen_address.h"

#include <sys/un.h>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace knead {
namespace {

constexpr int kMaxPort = 65535;
constexpr absl::string_view kSystemd = "systemd";
constexpr absl::string_view kUnixPrefix = "unix:";
// The kernel keeps a path with a zero behind it.
constexpr size_t kMaxPathBytes = sizeof(sockaddr_un::sun_path) - 1;

absl::Status Unlike(absl::string_view text) {
  return absl::InvalidArgumentError(absl::StrCat(
      "--listen: want HOST:PORT such as 127.0.0.1:8980 or [::1]:8980, "
      "unix:/path, or systemd; got '",
      text, "'"));
}

absl::StatusOr<ListenAddress> ParsePath(absl::string_view text,
                                        absl::string_view path) {
  if (!absl::StartsWith(path, "/") || absl::EndsWith(path, "/")) {
    return Unlike(text);
  }
  if (path.size() > kMaxPathBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("--listen: '", text, "' is a path of ", path.size(),
                     " bytes; a socket's path has at most ", kMaxPathBytes));
  }
  ListenAddress address;
  address.kind = ListenAddress::Kind::kUnix;
  address.path = std::string(path);
  return address;
}

}  // namespace

bool ListenAddress::IsLocal() const {
  if (kind == Kind::kUnix) return true;
  if (kind == Kind::kSystemd) return false;
  // A name that begins like a loopback address can lead anywhere, so only
  // digits count.
  return host == "localhost" || host == "::1" ||
         (absl::StartsWith(host, "127.") &&
          host.find_first_not_of("0123456789.") == std::string::npos);
}

absl::StatusOr<ListenAddress> ParseListenAddress(absl::string_view text) {
  ListenAddress address;
  if (text == kSystemd) {
    address.kind = ListenAddress::Kind::kSystemd;
    return address;
  }
  absl::string_view rest = text;
  if (absl::ConsumePrefix(&rest, kUnixPrefix)) return ParsePath(text, rest);
  const size_t colon = text.rfind(':');
  if (colon == absl::string_view::npos) return Unlike(text);
  absl::string_view host = text.substr(0, colon);
  if (absl::ConsumePrefix(&host, "[")) {
    if (!absl::ConsumeSuffix(&host, "]")) return Unlike(text);
  } else if (absl::StrContains(host, ":")) {
    // Without brackets the port cannot be told from the address.
    return Unlike(text);
  }
  if (host.empty() ||
      !absl::SimpleAtoi(text.substr(colon + 1), &address.port) ||
      address.port < 0 || address.port > kMaxPort) {
    return Unlike(text);
  }
  address.host = std::string(host);
  return address;
}

}  // namespace knead
