#include "tools/content/technique_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"RegionTwice",
       {{"techniques/calf-hands.textproto", R"(tools: "tools/hands")",
         R"(touched_regions { region: "regions/calf" contact: CONTACT_KIND_INDIRECT }
tools: "tools/hands")"}},
       {"techniques/calf-hands.textproto:9: touched_regions[1].region: is"
        " the same as in touched_regions[0]; keep the one with the stronger"
        " contact"}},
      {"ToolWithoutTechnique",
       {{"tools/stick.textproto", R"(gap: "The book has no technique for it."
)",
         ""}},
       {"tools/stick.textproto:1: gap: is empty, but no technique uses"
        " this; say here what is missing, or name this in a technique"}},
      {"MuscleGroupWithoutTechnique",
       {{"techniques/calf-hands.textproto",
         R"(muscle_groups: "muscleGroups/calves"
)",
         ""}},
       {"muscle_groups/calves.textproto:1: gap: is empty, but no technique"
        " uses this; say here what is missing, or name this in a technique"}},
  };
}

using TechniqueChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(TechniqueChecksTest, TellsEveryFaultAndNoOther) {
  ExpectFaults(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, TechniqueChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
