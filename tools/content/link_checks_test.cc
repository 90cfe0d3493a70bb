#include "tools/content/link_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"DanglingReference",
       {{"techniques/calf-hands.textproto", R"(tools: "tools/hands")",
         R"(tools: "tools/hand")"}},
       {"techniques/calf-hands.textproto:9: tools[0]: there is no"
        " `tools/hand` here; write `tools/hands`",
        "tools/hands.textproto:1: gap: is empty, but no technique uses"
        " this; say here what is missing, or name this in a technique"}},
      {"DanglingReferenceNearNothing",
       {{"techniques/calf-hands.textproto", R"(tools: "tools/hands")",
         R"(tools: ["tools/hands", "tools/vacuum-cleaner"])"}},
       {"techniques/calf-hands.textproto:9: tools[1]: there is no"
        " `tools/vacuum-cleaner` here; write the name of one in tools/,"
        " e.g. `tools/hands`"}},
      {"ReferenceToAnotherKind",
       {{"techniques/calf-hands.textproto", R"(tools: "tools/hands")",
         R"(tools: "regions/calf")"}},
       {"techniques/calf-hands.textproto:9: tools[0]: there can be no"
        " `regions/calf` here; write the name of one in tools/, e.g."
        " `tools/hands`",
        "tools/hands.textproto:1: gap: is empty, but no technique uses"
        " this; say here what is missing, or name this in a technique"}},
      {"ReferenceWithoutCollection",
       {{"techniques/calf-hands.textproto", R"(tools: "tools/hands")",
         R"(tools: "hands")"}},
       {"techniques/calf-hands.textproto:9: tools[0]: there can be no"
        " `hands` here; write `tools/hands`",
        "tools/hands.textproto:1: gap: is empty, but no technique uses"
        " this; say here what is missing, or name this in a technique"}},
      {"NestedReference",
       {{"techniques/calf-hands.textproto", R"(region: "regions/calf")",
         R"(region: "regions/elbow")"}},
       {"techniques/calf-hands.textproto:8: touched_regions[0].region:"
        " there is no `regions/elbow` here; write the name of one in"
        " regions/, e.g. `regions/calf`"}},
      {"ReferenceOfACriterion",
       {{"triage_rules/hot-knee-with-fever.textproto",
         R"(finding: "findings/fever")", R"(finding: "findings/cold")"}},
       {"findings/fever.textproto:4: name: is named by no triage rule,"
        " contraindication or indication and is no gate; use it or remove"
        " it",
        "triage_rules/hot-knee-with-fever.textproto:10:"
        " criterion.all_of.criteria[1].present.finding: there is no"
        " `findings/cold` here; write the name of one in findings/, e.g."
        " `findings/age`"}},
      {"ReferenceToAnyKind",
       {{"takeaways/gently.textproto", R"(related: "principles/slowly")",
         R"(related: "principles/fast")"}},
       {"takeaways/gently.textproto:7: related[0]: there is no"
        " `principles/fast` here; write the name of an entity, e.g."
        " `tools/hands`"}},
      {"ReferenceToAnyKindNearNothing",
       {{"takeaways/gently.textproto", R"(related: "principles/slowly")",
         R"(related: "nowhere")"}},
       {"takeaways/gently.textproto:7: related[0]: there is no `nowhere`"
        " here; write the name of an entity, e.g. `tools/hands`"}},
      {"ReferenceToItself",
       {{"frequent_questions/how-long.textproto",
         R"(related: "principles/slowly")",
         R"(related: "frequentQuestions/how-long")"}},
       {"frequent_questions/how-long.textproto:8: related[0]: names the"
        " entity itself; remove it"}},
      {"RemovedEntity",
       {{"care_measures/walking.textproto", "", ""}},
       {"indications/tight-calf.textproto:11: care_measures[0]: there is no"
        " `careMeasures/walking` here; add a file to care_measures/, or"
        " remove the reference"}},
      {"UnknownSource",
       {{"tools/hands.textproto", R"(source: "sources/book")",
         R"(source: "sources/boook")"}},
       {"tools/hands.textproto:11: citations[0].source: there is no"
        " `sources/boook` here; write `sources/book`"}},
      {"UnknownSection",
       {{"tools/hands.textproto", R"(section: "knees")",
         R"(section: "elbows")"}},
       {"tools/hands.textproto:11: citations[0].section: `sources/book` has"
        " no section `elbows`; write one of knees, calves, or add it there"}},
      {"UnknownSectionOfAPolicy",
       {{"sources/policy.textproto",
         R"(derived_from { source: "sources/policy" section: "P1" })",
         R"(derived_from { source: "sources/policy" section: "P9" })"}},
       {"sources/policy.textproto:19: sections[1].derived_from[0].section:"
        " `sources/policy` has no section `P9`; write one of P1, P2, or add"
        " it there"}},
  };
}

using LinkChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(LinkChecksTest, TellsEveryFaultAndNoOther) { ExpectFaults(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, LinkChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
