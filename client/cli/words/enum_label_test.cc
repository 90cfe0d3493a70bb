#include "client/cli/words/enum_label.h"

#include <optional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/anatomy.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

using ::testing::ElementsAre;

TEST(EnumLabelTest, DropsTheEnumsNameAndHyphenates) {
  EXPECT_EQ(EnumLabel(v1::URGENCY_SAME_DAY), "same-day");
  EXPECT_EQ(EnumLabel(v1::EFFECT_KIND_NO_DIRECT_PRESSURE),
            "no-direct-pressure");
  EXPECT_EQ(EnumLabel(v1::URGENCY_UNSPECIFIED), "unspecified");
}

TEST(EnumLabelTest, ValueOfANewerProtocolIsItsNumber) {
  EXPECT_EQ(EnumLabel(static_cast<v1::Urgency>(99)), "99");
}

TEST(EnumLabelsTest, LeavesTheUnspecifiedOneOut) {
  EXPECT_THAT(EnumLabels(v1::Side_descriptor()), ElementsAre("left", "right"));
}

TEST(EnumValueTest, ReadsLabelsInAnyCase) {
  EXPECT_EQ(EnumValue(v1::Urgency_descriptor(), "Same_Day"),
            v1::URGENCY_SAME_DAY);
  EXPECT_EQ(EnumValue(v1::BodyPart_descriptor(), "lower-leg"),
            v1::BODY_PART_LOWER_LEG);
}

TEST(EnumValueTest, ReadsNothingElse) {
  EXPECT_EQ(EnumValue(v1::Urgency_descriptor(), "today"), std::nullopt);
  EXPECT_EQ(EnumValue(v1::Urgency_descriptor(), ""), std::nullopt);
  EXPECT_EQ(EnumValue(v1::Urgency_descriptor(), "unspecified"), std::nullopt);
}

TEST(EnumLabelTest, EveryLabelReadsBack) {
  for (const auto* type :
       {v1::Urgency_descriptor(), v1::EffectKind_descriptor(),
        v1::BodyPart_descriptor(), v1::Permission_descriptor()}) {
    for (int i = 1; i < type->value_count(); ++i) {
      const int value = type->value(i)->number();
      EXPECT_EQ(EnumValue(type, EnumLabel(type, value)), value);
    }
  }
}

}  // namespace
}  // namespace knead::cli
