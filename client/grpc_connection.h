#ifndef KNEAD_CLIENT_GRPC_CONNECTION_H_
#define KNEAD_CLIENT_GRPC_CONNECTION_H_

#include <memory>

#include "absl/time/time.h"
#include "client/connection.h"
#include "client/options.h"
#include "grpcpp/channel.h"

namespace knead {

// A connection through a gRPC channel that the caller made, e.g. the
// InProcessChannel of a server in the same process. `default_timeout` is how
// long a call waits unless its CallOptions say otherwise.
//
// client/make_connection.h is for everyone else, and needs no gRPC headers.
std::shared_ptr<Connection> MakeConnection(
    const std::shared_ptr<grpc::Channel>& channel,
    absl::Duration default_timeout = kDefaultTimeout);

}  // namespace knead

#endif  // KNEAD_CLIENT_GRPC_CONNECTION_H_
