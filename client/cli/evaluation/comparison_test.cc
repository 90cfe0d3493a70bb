#include "client/cli/evaluation/comparison.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/evaluation_case.pb.h"

namespace knead::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

v1::Assessment Answer() {
  return Parse<v1::Assessment>(R"pb(
    urgency { floor: URGENCY_ROUTINE ceiling: URGENCY_SOON }
    permission { permission: PERMISSION_ALLOWED_WITH_LIMITS }
    fired_rules { triage_rule: "triageRules/b" }
    fired_rules { triage_rule: "triageRules/a" }
    fired_contraindications { contraindication: "contraindications/wound" }
    matched_indications { indication: "indications/tight" }
    recommendations { technique: "techniques/stroke" sides: SIDE_LEFT }
    exclusions { technique: "techniques/roll" sides: SIDE_LEFT }
    exclusions { technique: "techniques/stroke" sides: SIDE_RIGHT }
  )pb");
}

TEST(ComparisonTest, WhatIsAsExpectedMissesNothing) {
  EXPECT_THAT(Misses(AsExpected(Answer()), Answer()), IsEmpty());
  EXPECT_THAT(Misses(AsExpected({}), {}), IsEmpty());
}

TEST(ComparisonTest, NamesEachMiss) {
  EXPECT_THAT(
      Misses(Parse<v1::ExpectedAssessment>(R"pb(
               urgency_floor: URGENCY_SAME_DAY
               urgency_ceiling: URGENCY_EMERGENCY
               permission: PERMISSION_NOT_NOW
               fired_rules: "triageRules/a"
               fired_rules: "triageRules/c"
               fired_contraindications: "contraindications/clot"
               matched_indications: "indications/sore"
               offered: "techniques/roll"
               withheld: "techniques/stroke"
             )pb"),
             Answer()),
      ElementsAre("urgency floor: expected same-day, was routine",
                  "urgency ceiling: expected emergency, was soon",
                  "permission: expected not-now, was allowed-with-limits",
                  "triageRules/c: must fire, but does not",
                  "triageRules/b: must not fire, but does",
                  "contraindications/clot: must hold, but does not",
                  "contraindications/wound: must not hold, but does",
                  "indications/sore: must hold, but does not",
                  "indications/tight: must not hold, but does",
                  "techniques/roll: must be offered, but is withheld",
                  "techniques/stroke: must be withheld, but is offered"));
}

TEST(ComparisonTest, TechniquesNeedNotAllBeNamed) {
  v1::ExpectedAssessment expected = AsExpected(Answer());
  expected.clear_offered();
  expected.clear_withheld();
  EXPECT_THAT(Misses(expected, Answer()), IsEmpty());
}

TEST(ComparisonTest, PrintsTheBlockToPaste) {
  EXPECT_EQ(ExpectedBlock(Answer()),
            R"(expected {
  urgency_floor: URGENCY_ROUTINE
  urgency_ceiling: URGENCY_SOON
  permission: PERMISSION_ALLOWED_WITH_LIMITS
  fired_rules: "triageRules/a"
  fired_rules: "triageRules/b"
  fired_contraindications: "contraindications/wound"
  matched_indications: "indications/tight"
  offered: "techniques/stroke"
  withheld: "techniques/roll"
}
)");
}

}  // namespace
}  // namespace knead::cli
