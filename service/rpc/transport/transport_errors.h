#ifndef KNEAD_SERVICE_RPC_TRANSPORT_TRANSPORT_ERRORS_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_TRANSPORT_ERRORS_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace knead {
namespace rpc {

// The `reason` in the google.rpc.ErrorInfo of each error that the transport
// itself answers with. Their `domain` is kErrorDomain of service/rpc/status.h,
// where kReasonInternal stands, too.
inline constexpr absl::string_view kReasonMalformedRequest =
    "MALFORMED_REQUEST";
inline constexpr absl::string_view kReasonCallerGone = "CALLER_GONE";
inline constexpr absl::string_view kReasonUnknownMethod = "UNKNOWN_METHOD";
inline constexpr absl::string_view kReasonTooManyStreams = "TOO_MANY_STREAMS";
inline constexpr absl::string_view kReasonOverloaded = "OVERLOADED";
inline constexpr absl::string_view kReasonShuttingDown = "SHUTTING_DOWN";

// Most bytes of a method's path that an error repeats. The path comes from the
// client.
inline constexpr size_t kMaxEchoedPathBytes = 200;

// INVALID_ARGUMENT: the bytes of the request are no message of the type
// `message_type` ("package.Message"). Text that is not UTF-8 counts, too. The
// ErrorInfo has the metadata `message`.
absl::Status MalformedRequest(absl::string_view message_type);

// DEADLINE_EXCEEDED: the caller's deadline was over before the work began.
absl::Status DeadlinePassed();

// CANCELLED: the caller had gone before the work began.
absl::Status CallCancelled();

// UNIMPLEMENTED: the server has no method `path` ("/package.Service/Method").
// The ErrorInfo has the metadata `method`, unless the path is longer than
// kMaxEchoedPathBytes or is not printable.
absl::Status UnknownMethod(absl::string_view path);

// RESOURCE_EXHAUSTED: the server has as many streams as it can serve. With a
// google.rpc.RetryInfo.
absl::Status TooManyStreams(absl::Duration retry_delay);

// RESOURCE_EXHAUSTED: the server has as many calls at once as it can answer, so
// it did not work on this one. With a google.rpc.RetryInfo.
absl::Status Overloaded(absl::Duration retry_delay);

// UNAVAILABLE: the server is about to stop, so a stream has to end.
absl::Status ShuttingDown();

// INTERNAL: a handler threw, or did what it must not do.
absl::Status HandlerFault();

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_TRANSPORT_ERRORS_H_
