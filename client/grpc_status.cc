#include "client/grpc_status.h"

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "google/protobuf/any.pb.h"
#include "grpcpp/support/status.h"

namespace knead {
namespace {

// The two libraries number the codes alike.
absl::StatusCode ToAbslCode(int code) {
  if (code < grpc::StatusCode::OK || code > grpc::StatusCode::UNAUTHENTICATED) {
    return absl::StatusCode::kUnknown;
  }
  return static_cast<absl::StatusCode>(code);
}

void AddDetails(const google::rpc::Status& status, absl::Status& result) {
  for (const google::protobuf::Any& detail : status.details()) {
    if (!result.GetPayload(detail.type_url()).has_value()) {
      result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
    }
  }
}

}  // namespace

absl::Status ToAbslStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(ToAbslCode(status.error_code()), status.error_message());
  google::rpc::Status details;
  if (details.ParseFromString(status.error_details())) {
    AddDetails(details, result);
  }
  return result;
}

absl::Status ToAbslStatus(const google::rpc::Status& status) {
  absl::Status result(ToAbslCode(status.code()), status.message());
  AddDetails(status, result);
  return result;
}

}  // namespace knead
