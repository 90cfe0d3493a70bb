#ifndef KNEAD_CLIENT_ERROR_DETAILS_H_
#define KNEAD_CLIENT_ERROR_DETAILS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace knead {

// The domain of the errors that the service itself makes. Errors that come from
// on the way to it have no details, or those of another domain.
inline constexpr absl::string_view kErrorDomain = "knead";

// A field of a request that the service did not accept.
struct FieldViolation {
  // Path of the field within the request, e.g. `observations[2].finding`.
  std::string field;
  // What is wrong with it, and what to do about it.
  std::string description;
};

// The functions below read the details of a status that a Client returned. The
// details travel in the status as payloads, each under the type URL of its
// message, such as `type.googleapis.com/google.rpc.ErrorInfo`. They are
// thread-safe.

// Why the call failed, e.g. `RESOURCE_NOT_FOUND`: a value of
// knead.v1.ErrorReason without its prefix. Empty where the status does not say.
std::string ErrorReason(const absl::Status& status);

// Whose reason it is: kErrorDomain for the service. Empty where the status does
// not say.
std::string ErrorDomain(const absl::Status& status);

// The value under `key` in the metadata of the error, e.g. of `name` for
// RESOURCE_NOT_FOUND; knead.v1.ErrorReason lists the keys of each reason. Not
// set where there is none.
std::optional<std::string> ErrorMetadata(const absl::Status& status,
                                         absl::string_view key);

// The fields that were not accepted, in the order in which the service named
// them. Empty where the status names none.
std::vector<FieldViolation> FieldViolations(const absl::Status& status);

}  // namespace knead

#endif  // KNEAD_CLIENT_ERROR_DETAILS_H_
