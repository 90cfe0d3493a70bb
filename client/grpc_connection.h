#ifndef KNEAD_CLIENT_GRPC_CONNECTION_H_
#define KNEAD_CLIENT_GRPC_CONNECTION_H_

#include <memory>

#include "absl/time/time.h"
#include "client/connection.h"
#include "client/options.h"
#include "grpcpp/channel.h"

namespace knead {

// What calls do unless their CallOptions say otherwise. The fields are those of
// ClientOptions.
struct CallDefaults {
  absl::Duration timeout = kDefaultTimeout;
  bool wait_for_ready = false;
  TokenProvider token = nullptr;
  absl::Duration stream_timeout = kDefaultStreamTimeout;
  int max_request_bytes = kDefaultMaxRequestBytes;
};

// A connection through a gRPC channel that the caller made, e.g. the
// InProcessChannel of a server in the same process. What of ClientOptions is
// not among CallDefaults is the channel's: it repeats calls only if it was made
// so.
//
// client/make_connection.h is for everyone else, and needs no gRPC headers.
std::shared_ptr<Connection> MakeConnection(
    const std::shared_ptr<grpc::Channel>& channel, CallDefaults defaults = {});

}  // namespace knead

#endif  // KNEAD_CLIENT_GRPC_CONNECTION_H_
