#include "service/errors/error_payload.h"

#include <string>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "proto/canonical/canonical_bytes.h"

namespace knead {
namespace {

constexpr absl::string_view kReasonPrefix = "ERROR_REASON_";

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

absl::Status WithinField(absl::string_view field, const absl::Status& status) {
  auto info = ErrorPayload<google::rpc::ErrorInfo>(status);
  const auto path = info.metadata().find("field");
  if (path == info.metadata().end()) return status;
  std::string message(status.message());
  if (absl::StartsWith(message, absl::StrCat(path->second, ": "))) {
    message = absl::StrCat(field, ".", message);
  }
  absl::Status out(status.code(), message);
  status.ForEachPayload([&out](absl::string_view url, const absl::Cord& bytes) {
    out.SetPayload(url, bytes);
  });
  (*info.mutable_metadata())["field"] = absl::StrCat(field, ".", path->second);
  AddPayload(info, &out);
  auto bad_request = ErrorPayload<google::rpc::BadRequest>(status);
  if (bad_request.field_violations().empty()) return out;
  for (auto& violation : *bad_request.mutable_field_violations()) {
    violation.set_field(absl::StrCat(field, ".", violation.field()));
  }
  AddPayload(bad_request, &out);
  return out;
}

}  // namespace knead
