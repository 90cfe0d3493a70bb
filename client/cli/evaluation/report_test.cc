#include "client/cli/evaluation/report.h"

#include "client/cli/evaluation/evaluation_report.pb.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/evaluation_case.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

void Add(v1::Urgency expected, v1::Urgency actual, EvaluationReport& report) {
  v1::EvaluationCase evaluation_case;
  evaluation_case.set_title("somebody");
  evaluation_case.mutable_expected()->set_urgency_floor(expected);
  v1::Assessment assessment;
  assessment.mutable_urgency()->set_floor(actual);
  AddResult("case.textproto", evaluation_case, assessment, report);
}

TEST(ReportTest, CountsWhatWentWrong) {
  EvaluationReport report;
  Add(v1::URGENCY_SOON, v1::URGENCY_SOON, report);
  Add(v1::URGENCY_SOON, v1::URGENCY_ROUTINE, report);
  Add(v1::URGENCY_SELF_CARE, v1::URGENCY_EMERGENCY, report);
  Add(v1::URGENCY_SOON, v1::URGENCY_SOON, report);
  Summarise(report);
  EXPECT_EQ(SummaryLine(report),
            "4 cases, 2 passed, 1 under-triaged, 1 over-triaged");
  EXPECT_EQ(report.under_triage().share(), 0.25);
  EXPECT_LT(report.under_triage().lower(), 0.25);
  EXPECT_GT(report.under_triage().upper(), 0.25);

  ASSERT_EQ(report.confusion_size(), 3);
  EXPECT_EQ(report.confusion(0).expected(), v1::URGENCY_SELF_CARE);
  EXPECT_EQ(report.confusion(0).actual(), v1::URGENCY_EMERGENCY);
  EXPECT_EQ(report.confusion(2).expected(), v1::URGENCY_SOON);
  EXPECT_EQ(report.confusion(2).count(), 2);

  EXPECT_EQ(report.results(1).file(), "case.textproto");
  EXPECT_EQ(report.results(1).title(), "somebody");
  EXPECT_FALSE(report.results(1).passed());
  EXPECT_EQ(report.results(1).actual().urgency_floor(), v1::URGENCY_ROUTINE);
  EXPECT_FALSE(report.results(0).has_actual());
}

TEST(ReportTest, AMissOfAnotherKindIsNoWrongUrgency) {
  EvaluationReport report;
  v1::EvaluationCase evaluation_case;
  evaluation_case.mutable_expected()->add_fired_rules("triageRules/a");
  AddResult("x", evaluation_case, {}, report);
  Summarise(report);
  EXPECT_EQ(SummaryLine(report),
            "1 cases, 0 passed, 0 under-triaged, 0 over-triaged");
}

TEST(ReportTest, HoldsForNoCases) {
  EvaluationReport report;
  Summarise(report);
  EXPECT_EQ(SummaryLine(report),
            "0 cases, 0 passed, 0 under-triaged, 0 over-triaged");
  EXPECT_EQ(report.over_triage().share(), 0);
  EXPECT_EQ(report.over_triage().upper(), 1);
}

}  // namespace
}  // namespace knead::cli
