#include "tests/property/naive_evaluator.h"

#include <set>
#include <string>

#include "client/cli/evaluation/deny_rest.h"
#include "client/cli/evaluation/evaluation_case.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/evaluation_case.pb.h"
#include "tests/golden/golden_cases.h"
#include "tests/golden/shipped_engine.h"

namespace knead {
namespace {

using ::testing::IsSubsetOf;
using ::testing::UnorderedElementsAreArray;

// It has to know as well as the engine what clinicians expect.
TEST(NaiveEvaluatorTest, AnswersTheGoldenCases) {
  const NaiveEvaluator naive(ShippedContent());
  for (const cli::EvaluationCaseFile& file : GoldenCases()) {
    SCOPED_TRACE(file.name());
    v1::AssessRequest request = file.get().request();
    if (file.get().deny_rest()) {
      cli::DenyRest(ShippedContent().findings(), request);
    }
    const v1::ExpectedAssessment& expected = file.get().expected();
    const NaiveAnswer answer = naive.Evaluate(request);
    EXPECT_EQ(answer.urgency_floor, expected.urgency_floor());
    EXPECT_EQ(answer.urgency_ceiling, expected.urgency_ceiling());
    EXPECT_EQ(answer.permission, expected.permission());
    EXPECT_THAT(answer.rules,
                UnorderedElementsAreArray(expected.fired_rules()));
    EXPECT_THAT(answer.contraindications,
                UnorderedElementsAreArray(expected.fired_contraindications()));
    EXPECT_THAT(answer.indications,
                UnorderedElementsAreArray(expected.matched_indications()));
    std::set<std::string> offered;
    for (const TechniqueOnLeg& each : answer.offered) {
      offered.insert(each.first);
    }
    EXPECT_THAT(expected.offered(), IsSubsetOf(offered));
    for (const std::string& technique : expected.withheld()) {
      EXPECT_EQ(offered.count(technique), 0) << technique;
    }
  }
}

}  // namespace
}  // namespace knead
