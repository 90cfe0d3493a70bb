#include "tools/content/search_checks.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

constexpr char kFile[] = "search_words.textproto";

// A case in which one text of the search words is replaced.
FaultCase InWords(const std::string& name, const std::string& from,
                  const std::string& to, std::vector<std::string> faults) {
  for (std::string& fault : faults) fault = std::string(kFile) + ":" + fault;
  return {name, {{kFile, from, to}}, faults};
}

std::vector<FaultCase> Cases() {
  return {
      {"NoWordsAreFine", {{kFile, "", ""}}, {}},
      InWords("CapitalLetters", R"("kneecap")", R"("Kneecap")",
              {"6: synonyms[0].phrases[0]: `Kneecap` is no phrase; use"
               " lower-case letters, digits, apostrophes and blanks"}),
      InWords("TwoStopWordsInOne", R"(stop_words: "the")",
              R"(stop_words: "of the")",
              {"4: stop_words[0]: `of the` is no single word; use lower-case"
               " letters, digits and apostrophes"}),
      InWords("SynonymOfNothing", R"(phrases: "patella")", "",
              {"6: synonyms[0].phrases: has one phrase; give two or more"}),
      InWords("InTwoSets", R"("patella")", R"("calf")",
              {"8: synonyms[1].phrases[0]: `calf` stands at"
               " synonyms[0].phrases[1] too; remove one"}),
      InWords("AStopWordToo", R"("patella")", R"("the")",
              {"6: synonyms[0].phrases[1]: `the` stands at stop_words[0] too;"
               " remove one"}),
  };
}

using SearchChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(SearchChecksTest, TellsEveryFaultAndNoOther) {
  ExpectFaults(GetParam());
}

INSTANTIATE_TEST_SUITE_P(All, SearchChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
