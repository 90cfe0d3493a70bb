#include "client/cli/connect.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/cli/version.h"
#include "client/connection.h"
#include "client/make_connection.h"
#include "client/options.h"

namespace knead::cli {

bool IsLocalAddress(absl::string_view address) {
  if (absl::StartsWith(address, "unix:") ||
      absl::StartsWith(address, "unix-abstract:")) {
    return true;
  }
  const size_t colon = address.rfind(':');
  const absl::string_view host = address.substr(0, colon);
  return host == "localhost" || host == "[::1]" ||
         absl::StartsWith(host, "127.");
}

absl::StatusOr<std::shared_ptr<Connection>> Connect(
    const Arguments& arguments, const Environment& environment) {
  if (arguments.server.empty()) {
    if (environment.embedded == nullptr) {
      return absl::InvalidArgumentError(
          "this build has no server of its own: name one with --server ADDRESS "
          "or KNEAD_SERVER");
    }
    return environment.embedded();
  }
  ClientOptions options;
  options.target = arguments.server;
  options.user_agent = absl::StrCat("knead-cli/", kVersion);
  if (arguments.transport == Transport::kPlaintext ||
      (arguments.transport == Transport::kAuto &&
       IsLocalAddress(arguments.server))) {
    options.credentials = InsecureCredentials{};
  }
  absl::StatusOr<std::shared_ptr<Connection>> connection =
      MakeConnection(options);
  if (!connection.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--server ", arguments.server, ": ", connection.status().message()));
  }
  return connection;
}

}  // namespace knead::cli
