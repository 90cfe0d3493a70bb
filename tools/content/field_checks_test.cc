#include "tools/content/field_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"EmptyText",
       {{"tools/hands.textproto", R"(summary: "Always there.")",
         R"(summary: "")"}},
       {"tools/hands.textproto:6: summary: is required and empty; write it"}},
      {"MissingText",
       {{"tools/hands.textproto", R"(summary: "Always there."
)",
         ""}},
       {"tools/hands.textproto:1: summary: is required and empty; write it"}},
      {"BlankText",
       {{"tools/hands.textproto", R"(summary: "Always there.")",
         R"(summary: "  ")"}},
       {"tools/hands.textproto:6: summary: is required and empty; write it"}},
      {"MissingMessage",
       {{"tools/hands.textproto", R"(best_for { text: "Small places." }
)",
         ""}},
       {"tools/hands.textproto:1: best_for: is required and not set; write"
        " it"}},
      {"EmptyMessage",
       {{"tools/hands.textproto", R"(best_for { text: "Small places." })",
         "best_for {}"}},
       {"tools/hands.textproto:9: best_for.text: is required and empty;"
        " write it"}},
      {"MissingList",
       {{"tools/hands.textproto",
         R"(citations { source: "sources/book" section: "knees" }
)",
         ""}},
       {"tools/hands.textproto:1: citations: is required and empty; give at"
        " least one"}},
      {"EmptyList",
       {{"techniques/calf-hands.textproto", R"(tools: "tools/hands")",
         "tools: []"}},
       {"techniques/calf-hands.textproto:9: tools: is required and empty;"
        " give at least one",
        "tools/hands.textproto:1: gap: is empty, but no technique uses"
        " this; say here what is missing, or name this in a technique"}},
      {"MissingEnum",
       {{"principles/slowly.textproto", R"(phase: PRINCIPLE_PHASE_DURING
)",
         ""}},
       {"principles/slowly.textproto:1: phase: is required and not"
        " specified; give one of PRINCIPLE_PHASE_UNDERSTANDING,"
        " PRINCIPLE_PHASE_BEFORE, PRINCIPLE_PHASE_DURING,"
        " PRINCIPLE_PHASE_AFTER, PRINCIPLE_PHASE_ROUTINE"}},
      {"UnspecifiedEnum",
       {{"principles/slowly.textproto", "PRINCIPLE_PHASE_DURING",
         "PRINCIPLE_PHASE_UNSPECIFIED"}},
       {"principles/slowly.textproto:7: phase: is required and not"
        " specified; give one of PRINCIPLE_PHASE_UNDERSTANDING,"
        " PRINCIPLE_PHASE_BEFORE, PRINCIPLE_PHASE_DURING,"
        " PRINCIPLE_PHASE_AFTER, PRINCIPLE_PHASE_ROUTINE"}},
      {"EnumNumberWithoutName",
       {{"principles/slowly.textproto", "PRINCIPLE_PHASE_DURING", "77"}},
       {"principles/slowly.textproto:7: phase: has no value 77; give one of"
        " PRINCIPLE_PHASE_UNDERSTANDING, PRINCIPLE_PHASE_BEFORE,"
        " PRINCIPLE_PHASE_DURING, PRINCIPLE_PHASE_AFTER,"
        " PRINCIPLE_PHASE_ROUTINE"}},
      {"MissingNumber",
       {{"findings/age.textproto", "min: 0 ", ""}},
       {"findings/age.textproto:8: quantity.min: is required and not set;"
        " write the number, even if it is 0"}},
      {"MissingNumberAtTop",
       {{"question_groups/basics.textproto", R"(position: 1
)",
         ""}},
       {"question_groups/basics.textproto:1: position: is required and not"
        " set; write the number, even if it is 0"}},
      {"RequiredFieldOfAnElement",
       {{"techniques/calf-hands.textproto", R"(  text: "Move upwards."
)",
         ""}},
       {"techniques/calf-hands.textproto:15: steps[1].text: is required and"
        " empty; write it"}},
      {"RequiredFieldFarInside",
       {{"techniques/calf-hands.textproto", R"(where: "on sore spots")",
         R"(where: "")"},
        {"techniques/calf-hands.textproto", R"(    max { seconds: 30 }
)",
         ""}},
       {"techniques/calf-hands.textproto:25: hold.where: is required and"
        " empty; write it",
        "techniques/calf-hands.textproto:26: hold.duration.max: is required"
        " and not set; write it"}},
      {"CitationWithoutSection",
       {{"tools/hands.textproto", R"( section: "knees")", ""}},
       {"tools/hands.textproto:11: citations[0].section: is required and"
        " empty; write it"}},
      {"CitationWithoutSource",
       {{"tools/hands.textproto", R"(source: "sources/book" )", ""}},
       {"tools/hands.textproto:11: citations[0].source: is required and"
        " empty; write it"}},
      {"TechniqueWithoutEase",
       {{"techniques/calf-hands.textproto", R"(ease { text: "Press less." }
)",
         ""}},
       {"techniques/calf-hands.textproto:1: ease: is required and empty;"
        " give at least one"}},
      {"PathwayWithoutSafetyNet",
       {{"care_pathways/soon.textproto",
         R"(safety_net { text: "Come back when it gets worse." }
)",
         ""}},
       {"care_pathways/soon.textproto:1: safety_net: is required and empty;"
        " give at least one"}},
      {"DisagreementWithoutResolution",
       {{"triage_rules/fracture.textproto", R"(  resolution: "The rule says 55."
)",
         ""}},
       {"triage_rules/fracture.textproto:49: disagreements[0].resolution:"
        " is required and empty; write it"}},
      {"EmptyElement",
       {{"tools/hands.textproto", R"(aliases: "fingers")", R"(aliases: "fingers"
aliases: "")"}},
       {"tools/hands.textproto:8: aliases[1]: is empty; write it or remove"
        " it"}},
      {"SameTextTwice",
       {{"muscle_groups/calves.textproto",
         R"(aliases: ["calfs", "lower leg muscles"])", R"(aliases: [
  "calfs",
  "lower leg muscles",
  "calfs"
])"}},
       {"muscle_groups/calves.textproto:10: aliases[2]: is the same as"
        " aliases[0]; remove it"}},
      {"SameReferenceTwice",
       {{"takeaways/gently.textproto", R"(related: "principles/slowly")",
         R"(related: "principles/slowly"
related: "principles/slowly")"}},
       {"takeaways/gently.textproto:8: related[1]: is the same as"
        " related[0]; remove it"}},
      {"SameMessageTwice",
       {{"tools/hands.textproto",
         R"(citations { source: "sources/book" section: "knees" }
)",
         R"(citations { source: "sources/book" section: "knees" }
citations { source: "sources/book" section: "knees" }
)"}},
       {"tools/hands.textproto:12: citations[1]: is the same as"
        " citations[0]; remove it"}},
      {"OutputOnlyFieldAuthored",
       {{"techniques/calf-hands.textproto", "rationale {",
         R"(contraindications: "contraindications/broken-skin"
rationale {)"}},
       {"techniques/calf-hands.textproto:10: contraindications: is computed"
        " by the content compiler; remove it"}},
      {"OutputOnlyFieldAuthoredEmpty",
       {{"techniques/calf-hands.textproto", "rationale {",
         R"(contraindications: []
rationale {)"}},
       {"techniques/calf-hands.textproto:10: contraindications: is computed"
        " by the content compiler; remove it"}},
  };
}

using FieldChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(FieldChecksTest, TellsEveryFaultAndNoOther) { ExpectFaults(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, FieldChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
