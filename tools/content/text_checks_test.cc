#include "tools/content/text_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"LeadingBlank",
       {{"tools/hands.textproto", R"("Always there.")", R"(" Always there.")"}},
       {"tools/hands.textproto:6: summary: begins with a blank; remove it"}},
      {"TrailingBlank",
       {{"tools/hands.textproto", R"("Always there.")", R"("Always there. ")"}},
       {"tools/hands.textproto:6: summary: ends with a blank; remove it"}},
      {"TwoBlanks",
       {{"tools/hands.textproto", R"("Always there.")",
         R"("They are always  there.")"}},
       {"tools/hands.textproto:6: summary: has two blanks in a row near `y"
        " are always  there.`; leave one"}},
      {"TwoBlanksWhereQuotedPiecesMeet",
       {{"tools/hands.textproto", R"("Always there.")", R"("They are "
  " always there.")"}},
       {"tools/hands.textproto:6: summary: has two blanks in a row near"
        " `They are  always there`; leave one"}},
      {"LineBreak",
       {{"tools/hands.textproto", R"("Always there.")", R"("Always\nthere.")"}},
       {"tools/hands.textproto:6: summary: has a line break, a tab or a"
        " control character; use blanks"}},
      {"Tab",
       {{"tools/hands.textproto", R"("Always there.")", R"("Always\tthere.")"}},
       {"tools/hands.textproto:6: summary: has a line break, a tab or a"
        " control character; use blanks"}},
      {"InAListElement",
       {{"muscle_groups/calves.textproto", R"("lower leg muscles")",
         R"("lower leg  muscles")"}},
       {"muscle_groups/calves.textproto:7: aliases[1]: has two blanks in a"
        " row near `lower leg  muscles`; leave one"}},
  };
}

using TextChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(TextChecksTest, TellsEveryFaultAndNoOther) { ExpectFaults(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, TextChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
