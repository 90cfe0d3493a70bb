#ifndef KNEAD_CLIENT_ASSESS_ALL_H_
#define KNEAD_CLIENT_ASSESS_ALL_H_

#include <vector>

#include "absl/status/statusor.h"
#include "client/assessment_stream.h"
#include "knead/v1/assessment.pb.h"

namespace knead {

// Sends `requests` over a new stream and finishes it: see Client::AssessAll.
std::vector<absl::StatusOr<v1::Assessment>> AssessAllOver(
    AssessmentStream& stream, const std::vector<v1::AssessRequest>& requests);

}  // namespace knead

#endif  // KNEAD_CLIENT_ASSESS_ALL_H_
