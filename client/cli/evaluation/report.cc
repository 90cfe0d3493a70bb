#include "client/cli/evaluation/report.h"

#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/cli/evaluation/comparison.h"
#include "client/cli/evaluation/evaluation_report.pb.h"
#include "client/cli/evaluation/wilson.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/evaluation_case.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

void SetRate(int count, int total, Rate& rate) {
  const Interval interval = WilsonInterval(count, total);
  rate.set_count(count);
  rate.set_share(total == 0 ? 0 : static_cast<double>(count) / total);
  rate.set_lower(interval.lower);
  rate.set_upper(interval.upper);
}

}  // namespace

void AddResult(const std::string& file, const v1::EvaluationCase& expected,
               const v1::Assessment& actual, EvaluationReport& report) {
  if (report.results().empty()) {
    report.set_content_revision(actual.content_revision());
    report.set_engine_version(actual.engine_version());
  }
  CaseResult& result = *report.add_results();
  result.set_file(file);
  result.set_title(expected.title());
  for (std::string& miss : Misses(expected.expected(), actual)) {
    result.add_misses(std::move(miss));
  }
  result.set_passed(result.misses().empty());
  result.set_expected_urgency(expected.expected().urgency_floor());
  result.set_actual_urgency(actual.urgency().floor());
  if (!result.passed()) *result.mutable_actual() = AsExpected(actual);
}

void Summarise(EvaluationReport& report) {
  const int cases = report.results_size();
  int passed = 0;
  int under = 0;
  int over = 0;
  std::map<std::pair<v1::Urgency, v1::Urgency>, int> counts;
  for (const CaseResult& result : report.results()) {
    if (result.passed()) ++passed;
    if (result.actual_urgency() < result.expected_urgency()) ++under;
    if (result.actual_urgency() > result.expected_urgency()) ++over;
    ++counts[{result.expected_urgency(), result.actual_urgency()}];
  }
  report.set_cases(cases);
  report.set_passed(passed);
  SetRate(under, cases, *report.mutable_under_triage());
  SetRate(over, cases, *report.mutable_over_triage());
  report.clear_confusion();
  for (const auto& [urgencies, count] : counts) {
    UrgencyCount& cell = *report.add_confusion();
    cell.set_expected(urgencies.first);
    cell.set_actual(urgencies.second);
    cell.set_count(count);
  }
}

std::string SummaryLine(const EvaluationReport& report) {
  return absl::StrCat(report.cases(), " cases, ", report.passed(), " passed, ",
                      report.under_triage().count(), " under-triaged, ",
                      report.over_triage().count(), " over-triaged");
}

}  // namespace knead::cli
