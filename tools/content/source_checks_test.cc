#include "tools/content/source_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"SectionTwice",
       {{"sources/book.textproto", R"(id: "calves")", R"(id: "knees")"},
        {"techniques/calf-hands.textproto", R"(section: "calves")",
         R"(section: "knees")"}},
       {"sources/book.textproto:11: sections[1].id: is the same as in"
        " sections[0]; choose another"}},
      {"SectionIsNoId",
       {{"sources/book.textproto", R"(id: "calves" title)",
         R"(id: "The Calves" title)"},
        {"techniques/calf-hands.textproto", R"(section: "calves")",
         R"(section: "The Calves")"}},
       {"sources/book.textproto:11: sections[1].id: `The Calves` is no id;"
        " use at most 63 lower-case letters, digits and single hyphens,"
        " beginning with a letter"}},
      {"DecisionIsNoNumber",
       {{"sources/policy.textproto", R"(id: "P2")", R"(id: "P02")"}},
       {"sources/policy.textproto:16: sections[1].id: `P02` is no"
        " decision's id; write P and a number"}},
      {"PolicyWithoutDecision",
       {{"sources/policy.textproto",
         R"(  decision: "The stricter source is followed."
)",
         ""}},
       {"sources/policy.textproto:15: sections[1].decision: is empty, but"
        " this is a policy; say what was decided"}},
      {"PolicyFromNothing",
       {{"sources/policy.textproto",
         R"(  derived_from { source: "sources/policy" section: "P1" }
)",
         ""}},
       {"sources/policy.textproto:15: sections[1].derived_from: is empty,"
        " but this is a policy; cite what the decision rests on"}},
      {"PolicyFromItself",
       {{"sources/policy.textproto",
         R"(derived_from { source: "sources/policy" section: "P1" })",
         R"(derived_from { source: "sources/policy" section: "P2" })"}},
       {"sources/policy.textproto:19: sections[1].derived_from[0]: cites"
        " the decision itself; cite what it rests on"}},
      {"DecisionOfABook",
       {{"sources/book.textproto", R"(id: "calves" title: "Calves")",
         R"(id: "calves" title: "Calves" decision: "None." derived_from { source: "sources/policy" section: "P1" })"}},
       {"sources/book.textproto:11: sections[1].decision: is only for"
        " policy decisions; remove it",
        "sources/book.textproto:11: sections[1].derived_from: is only for"
        " policy decisions; remove it"}},
      {"UnknownTerminology",
       {{"muscle_groups/calves.textproto", R"(system: "UBERON")",
         R"(system: "SNOMED")"}},
       {"muscle_groups/calves.textproto:11: muscles[0].codes[0].system:"
        " `SNOMED` is not in use; write UBERON, FMA or ICD-10-CM"}},
      {"WrongUberonCode",
       {{"muscle_groups/calves.textproto", R"(code: "0001389")",
         R"(code: "1389")"}},
       {"muscle_groups/calves.textproto:11: muscles[0].codes[0].code:"
        " `1389` is no UBERON code; write seven digits, e.g. 0001377"}},
      {"WrongFmaCode",
       {{"muscle_groups/calves.textproto",
         R"(system: "UBERON" code: "0001389")",
         R"(system: "FMA" code: "FMA22542")"}},
       {"muscle_groups/calves.textproto:11: muscles[0].codes[0].code:"
        " `FMA22542` is no FMA code; write digits, e.g. 22428"}},
      {"WrongIcdCode",
       {{"indications/tight-calf.textproto", R"(code: "M25.56")",
         R"(code: "M2556")"}},
       {"indications/tight-calf.textproto:12: codes[0].code: `M2556` is no"
        " ICD-10-CM code; write it like M76.5"}},
      {"IcdCategoryIsFine",
       {{"indications/tight-calf.textproto", R"(code: "M25.56")",
         R"(code: "M17")"}},
       {}},
  };
}

using SourceChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(SourceChecksTest, TellsEveryFaultAndNoOther) {
  ExpectFaults(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, SourceChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
