#include "client/cli/text/wrap.h"

#include <string>
#include <vector>

#include "client/cli/text/unicode.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

using ::testing::ElementsAre;

struct Case {
  std::string name;
  std::string text;
  int width;
  int first_width;
  std::vector<std::string> lines;
};

class WrapTextTest : public testing::TestWithParam<Case> {};

TEST_P(WrapTextTest, BreaksIntoLines) {
  const Case& c = GetParam();
  const std::vector<std::string> lines =
      WrapText(c.text, c.width, c.first_width);
  EXPECT_EQ(lines, c.lines);
  for (size_t i = 0; i < lines.size(); ++i) {
    EXPECT_LE(DisplayWidth(lines[i]), i == 0 ? c.first_width : c.width);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, WrapTextTest,
    testing::ValuesIn(std::vector<Case>{
        {"Empty", "", 10, 10, {""}},
        {"Fits", "sit down", 10, 10, {"sit down"}},
        {"FillsTheLineExactly", "sit down and", 8, 8, {"sit down", "and"}},
        {"OneColumnTooMany", "sit down and", 7, 7, {"sit", "down", "and"}},
        {"DropsSpacesAtBreaks", "sit   down", 5, 5, {"sit", "down"}},
        {"BreaksAfterAHyphen", "well-known", 6, 6, {"well-", "known"}},
        {"KeepsARangeTogether", "for 20-30 s", 6, 6, {"for", "20-30", "s"}},
        {"KeepsALineFeed", "one\ntwo", 10, 10, {"one", "two"}},
        {"KeepsAnEmptyLine", "one\n\ntwo", 10, 10, {"one", "", "two"}},
        {"BreaksALongWord", "abcdefgh", 3, 3, {"abc", "def", "gh"}},
        {"LongWordAfterAShortOne", "a bcdef", 3, 3, {"a", "bcd", "ef"}},
        {"CountsAccentsOnce", "écorché vif", 7, 7, {"écorché", "vif"}},
        {"CountsCombiningMarksAsNothing",
         "e\u0301\u0301\u0301 f",
         3,
         3,
         {"e\u0301\u0301\u0301 f"}},
        {"CountsWideCharactersTwice", "膝関節", 4, 4, {"膝関", "節"}},
        {"NarrowFirstLine", "sit down and", 8, 4, {"sit", "down and"}},
        {"NothingFitsOnTheFirstLine", "stretching", 10, 3, {"", "stretching"}},
        {"WidthOne", "ab", 1, 1, {"a", "b"}},
        {"ReplacesControlCharacters", "a\x1b[1mb", 10, 10, {"a\uFFFD[1mb"}},
        {"ReplacesBytesThatAreNotUtf8", "a\xff", 10, 10, {"a\uFFFD"}},
    }),
    [](const auto& info) { return info.param.name; });

TEST(WrapTextDefaultsTest, WidthsBelowOneCountAsOne) {
  EXPECT_THAT(WrapText("ab", 0, -3), ElementsAre("a", "b"));
}

TEST(WrapTextDefaultsTest, FirstLineIsAsWideAsTheOthersByDefault) {
  EXPECT_THAT(WrapText("sit down and", 8), ElementsAre("sit down", "and"));
}

}  // namespace
}  // namespace knead::cli
