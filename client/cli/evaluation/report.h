#ifndef KNEAD_CLIENT_CLI_EVALUATION_REPORT_H_
#define KNEAD_CLIENT_CLI_EVALUATION_REPORT_H_

#include <string>

#include "client/cli/evaluation/evaluation_report.pb.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/evaluation_case.pb.h"

namespace knead::cli {

// Adds how the case in `file` went when it was answered with `actual`.
void AddResult(const std::string& file, const v1::EvaluationCase& expected,
               const v1::Assessment& actual, EvaluationReport& report);

// Fills in all that follows from the results.
void Summarise(EvaluationReport& report);

// `N cases, N passed, N under-triaged, N over-triaged`, of a report that was
// summarised.
std::string SummaryLine(const EvaluationReport& report);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_EVALUATION_REPORT_H_
