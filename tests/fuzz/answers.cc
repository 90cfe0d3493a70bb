#include "tests/fuzz/answers.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/duration.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "knead/v1/errors.pb.h"
#include "service/errors/error_payload.h"
#include "service/rpc/status.h"
#include "service/rpc/transport/transport_errors.h"

namespace knead {
namespace {

using ::google::protobuf::Duration;
using ::google::protobuf::DynamicCastToGenerated;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

constexpr int32_t kNanosPerSecond = 1000000000;

bool IsFaultOfOurs(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kDeadlineExceeded:
      return false;
    default:
      return true;
  }
}

bool Allows(v1::Permission permission) {
  return permission == v1::PERMISSION_ALLOWED ||
         permission == v1::PERMISSION_ALLOWED_WITH_LIMITS;
}

}  // namespace

std::string FaultOfRefusal(const absl::Status& status) {
  if (status.ok()) return "a refusal says OK";
  const std::string text = status.ToString();
  if (IsFaultOfOurs(status.code())) return absl::StrCat("code: ", text);
  if (status.message().empty()) return absl::StrCat("no message: ", text);
  const auto info = ErrorPayload<google::rpc::ErrorInfo>(status);
  v1::ErrorReason reason;
  if (!v1::ErrorReason_Parse(absl::StrCat("ERROR_REASON_", info.reason()),
                             &reason)) {
    return absl::StrCat("no reason of the protocol: ", text);
  }
  const auto bad_request = ErrorPayload<google::rpc::BadRequest>(status);
  for (const auto& violation : bad_request.field_violations()) {
    if (violation.field().empty() || violation.description().empty()) {
      return absl::StrCat("an empty field violation: ", text);
    }
  }
  if (status.code() == absl::StatusCode::kInvalidArgument &&
      info.reason() != rpc::kReasonMalformedRequest &&
      bad_request.field_violations().empty()) {
    return absl::StrCat("names no field: ", text);
  }
  google::rpc::Status sent;
  if (!sent.ParseFromString(rpc::ToRpcStatus(status).SerializeAsString())) {
    return absl::StrCat("cannot be read by a client: ", text);
  }
  return "";
}

std::string FaultOfAssessment(const v1::Assessment& assessment) {
  const v1::UrgencyVerdict& urgency = assessment.urgency();
  const v1::PermissionVerdict& permission = assessment.permission();
  if (urgency.floor() < v1::URGENCY_SELF_CARE ||
      urgency.ceiling() > v1::URGENCY_EMERGENCY ||
      urgency.floor() > urgency.ceiling()) {
    return absl::StrCat("urgency: ", urgency.ShortDebugString());
  }
  if (permission.floor() < v1::PERMISSION_ALLOWED ||
      permission.ceiling() > v1::PERMISSION_NOT_NOW ||
      permission.floor() > permission.ceiling()) {
    return absl::StrCat("permission: ", permission.ShortDebugString());
  }
  const bool danger = urgency.floor() >= v1::URGENCY_SAME_DAY;
  if (danger && permission.permission() != v1::PERMISSION_NOT_NOW) {
    return "massage is not forbidden in a danger";
  }
  if (!assessment.recommendations().empty() &&
      (danger || !Allows(permission.permission()))) {
    return absl::StrCat("techniques are offered at ",
                        urgency.ShortDebugString(), " and ",
                        permission.ShortDebugString());
  }
  if (assessment.content_revision().empty() || assessment.receipt().empty()) {
    return "no revision or no receipt";
  }
  return "";
}

std::string FaultOfAnswer(const Message& answer) {
  if (const auto* time = DynamicCastToGenerated<Duration>(&answer)) {
    return time->seconds() < 0 || time->nanos() < 0 ||
                   time->nanos() >= kNanosPerSecond
               ? absl::StrCat("a time that is none: ", time->ShortDebugString())
               : "";
  }
  if (answer.GetDescriptor() == v1::Assessment::descriptor()) {
    v1::Assessment assessment;
    assessment.CopyFrom(answer);
    return FaultOfAssessment(assessment);
  }
  const auto* reflection = answer.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(answer, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int count =
        field->is_repeated() ? reflection->FieldSize(answer, field) : 1;
    for (int i = 0; i < count; ++i) {
      const Message& part =
          field->is_repeated()
              ? reflection->GetRepeatedMessage(answer, field, i)
              : reflection->GetMessage(answer, field);
      if (std::string fault = FaultOfAnswer(part); !fault.empty()) {
        return fault;
      }
    }
  }
  return "";
}

std::string FaultOfMore(const v1::Assessment& before,
                        const v1::Assessment& more) {
  const auto fault = [&](absl::string_view what) {
    return absl::StrCat(what, " is milder with one more finding: ",
                        before.urgency().ShortDebugString(), " ",
                        before.permission().ShortDebugString(), " became ",
                        more.urgency().ShortDebugString(), " ",
                        more.permission().ShortDebugString());
  };
  if (more.urgency().floor() < before.urgency().floor() ||
      more.urgency().ceiling() < before.urgency().ceiling()) {
    return fault("urgency");
  }
  if (more.permission().floor() < before.permission().floor() ||
      more.permission().ceiling() < before.permission().ceiling()) {
    return fault("permission");
  }
  return "";
}

}  // namespace knead
