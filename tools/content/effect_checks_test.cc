#include "tools/content/effect_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"RegionsOfAnEffectThatHasNone",
       {{"contraindications/thin-blood.textproto",
         "kind: EFFECT_KIND_CLEARANCE_FIRST",
         R"(kind: EFFECT_KIND_CLEARANCE_FIRST regions: "regions/calf")"}},
       {"contraindications/thin-blood.textproto:8: effects[0].regions:"
        " EFFECT_KIND_CLEARANCE_FIRST holds everywhere; remove the regions,"
        " or choose a kind that acts on regions"}},
      {"SameKindTwice",
       {{"contraindications/thin-blood.textproto",
         "effects { kind: EFFECT_KIND_CLEARANCE_FIRST }",
         R"(effects { kind: EFFECT_KIND_GENTLE_ONLY regions: "regions/calf" })"}},
       {"contraindications/thin-blood.textproto:9: effects[1].kind: is the"
        " same as in effects[0]; put the regions of both into one"}},
      {"ForbiddenRegionNowhere",
       {{"contraindications/thin-blood.textproto",
         "kind: EFFECT_KIND_CLEARANCE_FIRST",
         "kind: EFFECT_KIND_FORBID_REGION"}},
       {"contraindications/thin-blood.textproto:8: effects[0].regions: is"
        " empty, and no finding of the criterion has a site; name the"
        " regions, or write EFFECT_KIND_FORBID_ALL"}},
      {"ForbiddenRegionNamed",
       {{"contraindications/thin-blood.textproto",
         "kind: EFFECT_KIND_CLEARANCE_FIRST",
         R"(kind: EFFECT_KIND_FORBID_REGION regions: "regions/calf")"}},
       {}},
  };
}

using EffectChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(EffectChecksTest, TellsEveryFaultAndNoOther) {
  ExpectFaults(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, EffectChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
