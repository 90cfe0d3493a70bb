#ifndef KNEAD_CLIENT_GRPC_STATUS_H_
#define KNEAD_CLIENT_GRPC_STATUS_H_

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"

namespace knead {

// The status of a call as callers of the SDK see it: the code, the message, and
// each detail of the google.rpc.Status in `grpc-status-details-bin` as a
// payload under its type URL. Of two details of one type the first is kept.
// Details that cannot be read are left out, and a code that does not exist
// becomes UNKNOWN. Thread-safe.
absl::Status ToAbslStatus(const grpc::Status& status);

// The same for a status that travelled in a message.
absl::Status ToAbslStatus(const google::rpc::Status& status);

}  // namespace knead

#endif  // KNEAD_CLIENT_GRPC_STATUS_H_
