#include "tools/content/derive.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace knead::content {
namespace {

struct EffectCase {
  const char* name;
  const char* effects;
  // Whether the contraindication is listed for a technique that presses on the
  // calf and moves the kneecap.
  bool listed;
};

class DeriveTest : public testing::TestWithParam<EffectCase> {};

TEST_P(DeriveTest, ListsWhatCanConcernTheTechnique) {
  v1::ContentBundle bundle;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"(techniques {
           touched_regions { region: "regions/calf"
                             contact: CONTACT_KIND_DIRECT }
           touched_regions { region: "regions/kneecap"
                             contact: CONTACT_KIND_INDIRECT }
         })",
      &bundle));
  auto* contraindication = bundle.add_contraindications();
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(GetParam().effects,
                                                            contraindication));
  contraindication->set_name("contraindications/x");
  FillDerivedFields(&bundle);
  EXPECT_EQ(bundle.techniques(0).contraindications_size(),
            GetParam().listed ? 1 : 0);
}

INSTANTIATE_TEST_SUITE_P(
    All, DeriveTest,
    testing::Values(
        EffectCase{"ForbidAll", "effects { kind: EFFECT_KIND_FORBID_ALL }",
                   true},
        EffectCase{"StopNow", "effects { kind: EFFECT_KIND_STOP_NOW }", true},
        EffectCase{"ClearanceFirst",
                   "effects { kind: EFFECT_KIND_CLEARANCE_FIRST }", true},
        EffectCase{"ForbidTouchedRegion",
                   "effects { kind: EFFECT_KIND_FORBID_REGION"
                   "          regions: 'regions/calf' }",
                   true},
        EffectCase{"ForbidMovedRegion",
                   "effects { kind: EFFECT_KIND_FORBID_REGION"
                   "          regions: 'regions/kneecap' }",
                   true},
        EffectCase{"ForbidOtherRegion",
                   "effects { kind: EFFECT_KIND_FORBID_REGION"
                   "          regions: 'regions/shin' }",
                   false},
        EffectCase{"ForbidAnyRegion",
                   "effects { kind: EFFECT_KIND_FORBID_REGION }", true},
        EffectCase{"NoPressureOnMovedRegion",
                   "effects { kind: EFFECT_KIND_NO_DIRECT_PRESSURE"
                   "          regions: 'regions/kneecap' }",
                   true},
        EffectCase{"NoPressureOnOtherRegion",
                   "effects { kind: EFFECT_KIND_NO_DIRECT_PRESSURE"
                   "          regions: 'regions/shin' }",
                   false},
        EffectCase{"GentleOnOneOfTwoRegions",
                   "effects { kind: EFFECT_KIND_GENTLE_ONLY regions:"
                   "          ['regions/shin', 'regions/calf'] }",
                   true},
        EffectCase{"GentleOnOtherRegion",
                   "effects { kind: EFFECT_KIND_GENTLE_ONLY"
                   "          regions: 'regions/shin' }",
                   false},
        EffectCase{"OneOfTwoEffects",
                   "effects { kind: EFFECT_KIND_GENTLE_ONLY"
                   "          regions: 'regions/shin' }"
                   "effects { kind: EFFECT_KIND_CLEARANCE_FIRST }",
                   true}),
    [](const testing::TestParamInfo<EffectCase>& info) {
      return info.param.name;
    });

TEST(DeriveOrderTest, SortsNamesAndReplacesWhatWasThere) {
  v1::ContentBundle bundle;
  bundle.add_techniques()->add_contraindications("contraindications/old");
  for (const char* name : {"contraindications/b", "contraindications/a"}) {
    auto* contraindication = bundle.add_contraindications();
    contraindication->set_name(name);
    contraindication->add_effects()->set_kind(v1::EFFECT_KIND_FORBID_ALL);
  }
  FillDerivedFields(&bundle);
  const auto& names = bundle.techniques(0).contraindications();
  EXPECT_EQ(
      std::vector<std::string>(names.begin(), names.end()),
      (std::vector<std::string>{"contraindications/a", "contraindications/b"}));
}

TEST(DeriveOrderTest, TheStrictestComesFirst) {
  v1::ContentBundle bundle;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"(techniques { touched_regions { region: "regions/calf" } }
         contraindications {
           name: "contraindications/a"
           effects { kind: EFFECT_KIND_CLEARANCE_FIRST }
           effects { kind: EFFECT_KIND_GENTLE_ONLY }
         }
         contraindications {
           name: "contraindications/b"
           effects { kind: EFFECT_KIND_FORBID_REGION }
         }
         contraindications {
           name: "contraindications/c"
           effects { kind: EFFECT_KIND_FORBID_ALL }
         }
         contraindications {
           name: "contraindications/d"
           effects { kind: EFFECT_KIND_FORBID_ALL }
         })",
      &bundle));
  FillDerivedFields(&bundle);
  const auto& names = bundle.techniques(0).contraindications();
  EXPECT_EQ(
      std::vector<std::string>(names.begin(), names.end()),
      (std::vector<std::string>{"contraindications/c", "contraindications/d",
                                "contraindications/b", "contraindications/a"}));
}

}  // namespace
}  // namespace knead::content
