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
        " `F7`; write an id of facts.tsv"}},
      {"MissingFile",
       {{"facts.tsv", "", ""}},
       {"facts.tsv:1: (file): is missing; add the list of source facts"}},
      {"WrongHeading",
       {{"facts.tsv", "id\tkind\tfact", "fact\tkind\tid"}},
       {"facts.tsv:1: (file): the first line must be id, kind and fact,"
        " with tabs between"}},
      {"LineWithoutText",
       {{"facts.tsv", "F2\tred_flag\tA hot knee", "F2\tred_flag"}},
       {"facts.tsv:3: (file): must be an id, a kind and a text, with tabs"
        " between",
        "triage_rules/hot-knee.textproto:12: fact_ids[0]: there is no fact"
        " `F2`; write an id of facts.tsv"}},
      {"IdTwice",
       {{"facts.tsv", "F2\t", "F1\t"}},
       {"facts.tsv:3: (file): the id F1 stands twice; give another",
        "triage_rules/hot-knee.textproto:12: fact_ids[0]: there is no fact"
        " `F2`; write an id of facts.tsv"}},
  };
}

using FactsTest = testing::TestWithParam<FaultCase>;

TEST_P(FactsTest, TellsEveryFaultAndNoOther) { ExpectFaults(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, FactsTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

TEST(ReadFactsTest, GivesIdsAndKindsInOrder) {
  FaultSink faults;
  const std::vector<Fact> facts = ReadFacts(Edited({}), &faults);
  EXPECT_TRUE(faults.empty());
  ASSERT_EQ(facts.size(), 2);
  EXPECT_EQ(facts[0].id, "F1");
  EXPECT_EQ(facts[0].kind, "technique");
  EXPECT_EQ(facts[1].id, "F2");
  EXPECT_EQ(facts[1].kind, "red_flag");
}

}  // namespace
}  // namespace knead::content
