#ifndef KNEAD_CLIENT_CLI_CONNECT_H_
#define KNEAD_CLIENT_CLI_CONNECT_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/connection.h"

namespace knead::cli {

// The connection that `arguments` ask for: to the server that they name, or to
// the embedded one. INVALID_ARGUMENT when neither can be had.
absl::StatusOr<std::shared_ptr<Connection>> Connect(
    const Arguments& arguments, const Environment& environment);

// Whether an address is on this machine, so that nobody can listen in:
// `localhost`, an address of the loopback network, or a Unix socket.
bool IsLocalAddress(absl::string_view address);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_CONNECT_H_
