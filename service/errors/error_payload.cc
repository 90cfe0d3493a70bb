#include "service/errors/error_payload.h"

#include <string>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/message.h"

namespace knead {
namespace {

constexpr absl::string_view kReasonPrefix = "ERROR_REASON_";

// Equal messages give equal bytes, the order of maps included.
std::string CanonicalBytes(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream out(&stream);
  out.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&out);
  out.Trim();
  return bytes;
}

template <typename Message>
void AddPayload(const Message& message, absl::Status* status) {
  status->SetPayload(
      absl::StrCat("type.googleapis.com/", Message::descriptor()->full_name()),
      absl::Cord(CanonicalBytes(message)));
}

}  // namespace

std::string ReasonName(v1::ErrorReason reason) {
  return std::string(
      absl::StripPrefix(v1::ErrorReason_Name(reason), kReasonPrefix));
}

absl::Status MakeError(absl::StatusCode code, v1::ErrorReason reason,
                       absl::string_view message,
                       const std::map<std::string, std::string>& metadata) {
  google::rpc::ErrorInfo info;
  info.set_reason(ReasonName(reason));
  info.set_domain(std::string(kErrorDomain));
  info.mutable_metadata()->insert(metadata.begin(), metadata.end());
  absl::Status status(code, message);
  AddPayload(info, &status);
  return status;
}

absl::Status MakeFieldError(v1::ErrorReason reason, absl::string_view field,
                            absl::string_view description,
                            std::map<std::string, std::string> metadata) {
  metadata.emplace("field", std::string(field));
  absl::Status status =
      MakeError(absl::StatusCode::kInvalidArgument, reason,
                absl::StrCat(field, ": ", description), metadata);
  google::rpc::BadRequest bad_request;
  auto* violation = bad_request.add_field_violations();
  violation->set_field(std::string(field));
  violation->set_description(std::string(description));
  AddPayload(bad_request, &status);
  return status;
}

}  // namespace knead
