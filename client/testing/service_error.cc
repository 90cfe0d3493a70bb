#include "client/testing/service_error.h"

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"
#include "client/error_details.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"

namespace knead {
namespace {

void AddDetail(const google::protobuf::Message& detail, absl::Status& status) {
  google::protobuf::Any any;
  any.PackFrom(detail);
  status.SetPayload(any.type_url(), absl::Cord(any.value()));
}

}  // namespace

absl::Status ServiceError(absl::StatusCode code, absl::string_view message,
                          absl::string_view reason,
                          const std::map<std::string, std::string>& metadata,
                          const std::vector<FieldViolation>& violations) {
  absl::Status status(code, message);
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(std::string(kErrorDomain));
  info.mutable_metadata()->insert(metadata.begin(), metadata.end());
  AddDetail(info, status);
  if (!violations.empty()) {
    google::rpc::BadRequest bad_request;
    for (const FieldViolation& violation : violations) {
      auto& added = *bad_request.add_field_violations();
      added.set_field(violation.field);
      added.set_description(violation.description);
    }
    AddDetail(bad_request, status);
  }
  return status;
}

}  // namespace knead
