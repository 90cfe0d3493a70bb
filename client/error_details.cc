#include "client/error_details.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/rpc/error_details.pb.h"

namespace knead {
namespace {

// The detail of type Message, or an empty one where there is none that can be
// read.
template <typename Message>
Message Detail(const absl::Status& status) {
  Message message;
  const auto payload = status.GetPayload(
      absl::StrCat("type.googleapis.com/", Message::descriptor()->full_name()));
  if (payload.has_value() && !message.ParseFromString(std::string(*payload))) {
    message.Clear();
  }
  return message;
}

}  // namespace

std::string ErrorReason(const absl::Status& status) {
  return Detail<google::rpc::ErrorInfo>(status).reason();
}

std::string ErrorDomain(const absl::Status& status) {
  return Detail<google::rpc::ErrorInfo>(status).domain();
}

std::optional<std::string> ErrorMetadata(const absl::Status& status,
                                         absl::string_view key) {
  const auto info = Detail<google::rpc::ErrorInfo>(status);
  const auto found = info.metadata().find(std::string(key));
  if (found == info.metadata().end()) return std::nullopt;
  return found->second;
}

std::vector<FieldViolation> FieldViolations(const absl::Status& status) {
  const auto bad_request = Detail<google::rpc::BadRequest>(status);
  std::vector<FieldViolation> violations;
  for (const auto& violation : bad_request.field_violations()) {
    violations.push_back({violation.field(), violation.description()});
  }
  return violations;
}

}  // namespace knead
