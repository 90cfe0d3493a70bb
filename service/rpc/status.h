#ifndef KNEAD_SERVICE_RPC_STATUS_H_
#define KNEAD_SERVICE_RPC_STATUS_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"

namespace knead {
namespace rpc {

// The `domain` of every google.rpc.ErrorInfo that the service itself makes.
inline constexpr absl::string_view kErrorDomain = "knead";

// The `reason` of the ErrorInfo that takes the place of a fault of ours.
inline constexpr absl::string_view kReasonInternal = "INTERNAL";

// Most bytes of an error message that go out. The message travels twice in the
// trailers, once percent-encoded, and a client refuses trailers of more than
// 8 KiB in all.
inline constexpr size_t kMaxStatusMessageBytes = 512;

// Most bytes of error details that go out, for the same reason.
inline constexpr size_t kMaxStatusDetailsBytes = 4096;

// The one place where an absl::Status becomes what a client sees.
//
// Every payload of `status` whose type URL begins with "type.googleapis.com/"
// becomes one entry of `details`: the google.rpc.ErrorInfo first, the rest in
// the order of their type URLs, so that equal errors are equal bytes. Other
// payloads stay here.
//
// A status of INTERNAL, UNKNOWN or DATA_LOSS that carries no ErrorInfo was not
// written for a client: its message and payloads are replaced by a general
// sentence and an ErrorInfo {reason: "INTERNAL", domain: "knead"}, so that
// nothing of the inside leaks.
//
// A message longer than kMaxStatusMessageBytes is cut at a character, and at
// the first byte that is not UTF-8. Details that do not fit in
// kMaxStatusDetailsBytes lose the last field violations of a
// google.rpc.BadRequest first, and then whole entries, the last ones first.
//
// Thread-safe.
google::rpc::Status ToRpcStatus(const absl::Status& status);

// The same as the end of a call. The google.rpc.Status travels in
// `grpc-status-details-bin`, unless it has no details.
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_STATUS_H_
