#include "client/cli/words/limits.h"

#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/contraindication.pb.h"

namespace knead::cli {
namespace {

TEST(LimitsTest, GentlenessAmongTheLimitsMeansLightOnly) {
  v1::Recommendation recommendation;
  EXPECT_FALSE(LightOnly(recommendation));
  recommendation.add_limits()->set_kind(v1::EFFECT_KIND_FORBID_REGION);
  EXPECT_FALSE(LightOnly(recommendation));
  recommendation.add_limits()->set_kind(v1::EFFECT_KIND_GENTLE_ONLY);
  EXPECT_TRUE(LightOnly(recommendation));
}

TEST(LimitsTest, AMissingToolCountsWhereNothingElseWithholdsATechnique) {
  v1::Exclusion exclusion;
  v1::ExclusionReason& tool = *exclusion.add_reasons();
  tool.set_kind(v1::EXCLUSION_REASON_KIND_TOOL_NOT_AT_HAND);
  tool.set_text("Needs a roller.");
  EXPECT_EQ(ExclusionText(exclusion), "Needs a roller.");
  v1::ExclusionReason& rule = *exclusion.add_reasons();
  rule.set_kind(v1::EXCLUSION_REASON_KIND_CONTRAINDICATION);
  rule.set_text("The skin is open.");
  *exclusion.add_reasons() = rule;
  EXPECT_EQ(ExclusionText(exclusion), "The skin is open. The skin is open.");
}

}  // namespace
}  // namespace knead::cli
