#ifndef KNEAD_CLIENT_MAKE_CONNECTION_H_
#define KNEAD_CLIENT_MAKE_CONNECTION_H_

#include <memory>

#include "absl/status/statusor.h"
#include "client/connection.h"
#include "client/options.h"

namespace knead {

// A connection to the server or servers that `options` describe.
// INVALID_ARGUMENT from Validate(options), or for a certificate file that
// cannot be read.
//
// Returns at once: the network is first used by the first call, and a server
// that went away is looked for again by later calls. One connection serves any
// number of Clients and threads.
absl::StatusOr<std::shared_ptr<Connection>> MakeConnection(
    const ClientOptions& options);

}  // namespace knead

#endif  // KNEAD_CLIENT_MAKE_CONNECTION_H_
