#ifndef KNEAD_CLIENT_CLI_COACH_REPORTS_H_
#define KNEAD_CLIENT_CLI_COACH_REPORTS_H_

#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// Observations that say whether something is so, one for each finding.
using Reports = google::protobuf::RepeatedPtrField<v1::Observation>;

// Adds what is said of a finding to what was said of it. The stricter counts:
// nothing that was said to be so is taken back, and where two answers differ it
// counts everywhere. Pure.
void MergeReport(const v1::Observation& report, Reports& reports);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_REPORTS_H_
