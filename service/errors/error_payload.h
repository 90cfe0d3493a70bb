#ifndef KNEAD_SERVICE_ERRORS_ERROR_PAYLOAD_H_
#define KNEAD_SERVICE_ERRORS_ERROR_PAYLOAD_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/rpc/error_details.pb.h"
#include "knead/v1/errors.pb.h"

namespace knead {

// The `domain` of every google.rpc.ErrorInfo of this service.
inline constexpr absl::string_view kErrorDomain = "knead";

// The name of a reason as it stands in google.rpc.ErrorInfo, without its
// prefix, e.g. `MISSING_FIELD`.
std::string ReasonName(v1::ErrorReason reason);

// An error with its ErrorInfo payload.
absl::Status MakeError(absl::StatusCode code, v1::ErrorReason reason,
                       absl::string_view message,
                       const std::map<std::string, std::string>& metadata = {});

// An INVALID_ARGUMENT with its ErrorInfo and a BadRequest for `field`. The
// metadata gain `field`. The message is the path, a colon and `description`.
absl::Status MakeFieldError(v1::ErrorReason reason, absl::string_view field,
                            absl::string_view description,
                            std::map<std::string, std::string> metadata = {});

// An error about a message, told about the field `field` of a larger request
// that holds the message: every path in it, that at the start of its text
// included, gets `field` and a dot before it. An error that names no field
// stays as it is.
absl::Status WithinField(absl::string_view field, const absl::Status& status);

// The payload of type `Message`, or an empty message if there is none.
template <typename Message>
Message ErrorPayload(const absl::Status& status) {
  Message message;
  const auto payload = status.GetPayload("type.googleapis.com/" +
                                         Message::descriptor()->full_name());
  if (payload.has_value()) {
    message.ParseFromString(std::string(*payload));
  }
  return message;
}

}  // namespace knead

#endif  // KNEAD_SERVICE_ERRORS_ERROR_PAYLOAD_H_
