#include "tools/content/facts.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"UnknownFact",
       {{"techniques/calf-hands.textproto", R"(fact_ids: "F1")",
         R"(fact_ids: ["F1", "F7"])"}},
       {"techniques/calf-hands.textproto:36: fact_ids[1]: there is no fact"
        " or evidence row `F7`; write an id of facts.tsv or evidence.tsv"}},
      {"MissingFile",
       {{"facts.tsv", "", ""}},
       {"facts.tsv:1: (file): is missing; add the list of facts"}},
      {"NoEvidence",
       {{"evidence.tsv", "", ""}},
       {"evidence.tsv:1: (file): is missing; add the list of evidence rows"}},
      {"WrongHeading",
       {{"facts.tsv", "id\tkind\tfact", "fact\tkind\tid"}},
       {"facts.tsv:1: (file): the first line must be id, kind and fact,"
        " with tabs between"}},
      {"LineWithoutText",
       {{"facts.tsv", "F2\tred_flag\tA hot knee", "F2\tred_flag"}},
       {"facts.tsv:3: (file): must be an id, a kind and a text, with tabs"
        " between",
        "triage_rules/hot-knee.textproto:12: fact_ids[0]: there is no fact"
        " or evidence row `F2`; write an id of facts.tsv or evidence.tsv"}},
      {"IdTwice",
       {{"facts.tsv", "F2\t", "F1\t"}},
       {"facts.tsv:3: (file): the id F1 stands twice; give another",
        "triage_rules/hot-knee.textproto:12: fact_ids[0]: there is no fact"
        " or evidence row `F2`; write an id of facts.tsv or evidence.tsv"}},
      {"IdInBothFiles",
       {{"evidence.tsv", "E1\tred_flag", "F1\tred_flag"}},
       {"evidence.tsv:2: (file): the id F1 stands in facts.tsv already; give"
        " another"}},
      {"UnknownEvidence",
       {{"evidence.tsv", "E1\tred_flag", "E2\tred_flag"}},
       {"triage_rules/hot-knee-with-fever.textproto:17: fact_ids[0]: there is "
        "no"
        " fact or evidence row `E1`; write an id of facts.tsv or"
        " evidence.tsv"}},
  };
}

using FactsTest = testing::TestWithParam<FaultCase>;

TEST_P(FactsTest, TellsEveryFaultAndNoOther) { ExpectFaults(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, FactsTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

TEST(ReadFactsTest, GivesIdsAndKindsInOrder) {
  FaultSink faults;
  const std::vector<FactList> lists = ReadFacts(Edited({}), &faults);
  EXPECT_TRUE(faults.empty());
  ASSERT_EQ(lists.size(), 2);
  EXPECT_EQ(lists[0].file.path, "facts.tsv");
  ASSERT_EQ(lists[0].facts.size(), 2);
  EXPECT_EQ(lists[0].facts[0].id, "F1");
  EXPECT_EQ(lists[0].facts[0].kind, "technique");
  EXPECT_EQ(lists[0].facts[1].id, "F2");
  EXPECT_EQ(lists[0].facts[1].kind, "red_flag");
  EXPECT_EQ(lists[1].file.path, "evidence.tsv");
  ASSERT_EQ(lists[1].facts.size(), 1);
  EXPECT_EQ(lists[1].facts[0].id, "E1");
}

TEST(IsFactFileTest, KnowsThemByTheirPlace) {
  EXPECT_TRUE(IsFactFile("facts.tsv"));
  EXPECT_TRUE(IsFactFile("evidence.tsv"));
  EXPECT_FALSE(IsFactFile("tools/facts.tsv"));
  EXPECT_FALSE(IsFactFile("other.tsv"));
}

}  // namespace
}  // namespace knead::content
