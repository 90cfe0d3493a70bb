#ifndef KNEAD_SERVICE_RPC_TRANSPORT_RETRY_PUSHBACK_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_RETRY_PUSHBACK_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"

namespace knead {
namespace rpc {

// The trailing metadata that tell gRPC's own retries how long to wait. Clients
// that do not retry by themselves read the google.rpc.RetryInfo.
inline constexpr absl::string_view kRetryPushbackKey = "grpc-retry-pushback-ms";

// `status` with a google.rpc.RetryInfo: it is worth trying again after `delay`.
absl::Status WithRetryInfo(absl::Status status, absl::Duration delay);

// The delay of the RetryInfo of `status`, if it has one.
absl::optional<absl::Duration> RetryDelay(const absl::Status& status);

// The value of kRetryPushbackKey for `status`: the delay of its RetryInfo, if
// it has one. So handlers say RetryInfo alone; they cannot add keys that begin
// with "grpc-".
absl::optional<std::string> RetryPushback(const absl::Status& status);

// `status` as the end of the call of `context`: ToGrpcStatus(), and its
// RetryPushback() as trailing metadata.
grpc::Status EndOfCall(const absl::Status& status,
                       grpc::ServerContext* context);

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_RETRY_PUSHBACK_H_
