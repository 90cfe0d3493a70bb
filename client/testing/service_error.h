#ifndef KNEAD_CLIENT_TESTING_SERVICE_ERROR_H_
#define KNEAD_CLIENT_TESTING_SERVICE_ERROR_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "client/error_details.h"

namespace knead {

// An error as the service makes it, for tests: `reason` is a value of
// knead.v1.ErrorReason without its prefix, e.g. `RESOURCE_NOT_FOUND`, and
// `metadata` what knead.v1.ErrorReason says goes with it. What
// client/error_details.h reads is what was given here.
absl::Status ServiceError(
    absl::StatusCode code, absl::string_view message, absl::string_view reason,
    const std::map<std::string, std::string>& metadata = {},
    const std::vector<FieldViolation>& violations = {});

}  // namespace knead

#endif  // KNEAD_CLIENT_TESTING_SERVICE_ERROR_H_
