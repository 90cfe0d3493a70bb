#ifndef KNEAD_SERVICE_SERVER_EMBEDDED_SERVER_H_
#define KNEAD_SERVICE_SERVER_EMBEDDED_SERVER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"

namespace knead {

// A server with the built-in content and without a socket or a log, for
// programs that bring the service with them. The channel keeps the server
// alive. Thread-safe.
absl::StatusOr<std::shared_ptr<grpc::Channel>> StartEmbeddedServer();

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_EMBEDDED_SERVER_H_
