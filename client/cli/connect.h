#ifndef KNEAD_CLIENT_CLI_CONNECT_H_
#define KNEAD_CLIENT_CLI_CONNECT_H_

#include <memory>

#include "absl/status/statusor.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/connection.h"

namespace knead::cli {

// The connection that `arguments` ask for: to the server or servers that they
// name, or to the embedded one. INVALID_ARGUMENT when neither can be had.
absl::StatusOr<std::shared_ptr<Connection>> Connect(
    const Arguments& arguments, const Environment& environment);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_CONNECT_H_
