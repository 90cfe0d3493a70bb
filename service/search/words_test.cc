#include "service/search/words.h"

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

std::string Split(const std::string& text) {
  return absl::StrJoin(SplitWords(text), "|",
                       [](std::string* out, const Word& word) {
                         absl::StrAppend(out, word.text);
                       });
}

TEST(SplitWordsTest, Words) {
  EXPECT_EQ(Split(""), "");
  EXPECT_EQ(Split(" ?! -- "), "");
  EXPECT_EQ(Split("Calf with the HANDS"), "calf|with|the|hands");
  EXPECT_EQ(Split("knee-cap, tendon/band (left)."),
            "knee|cap|tendon|band|left");
  EXPECT_EQ(Split("8 out of 10"), "8|out|of|10");
  EXPECT_EQ(Split("snake_case"), "snake|case");
  EXPECT_EQ(Split("ÄRZTE über 膝盖"), "ärzte|über|膝盖");
}

TEST(SplitWordsTest, ApostrophesBetweenLettersBelongToTheWord) {
  EXPECT_EQ(Split("can't jumper\u2019s"), "can't|jumper's");
  EXPECT_EQ(Split("'quoted' knees' o''clock"), "quoted|knees|o|clock");
}

TEST(SplitWordsTest, SaysWhereTheyStand) {
  const std::string text = "Ü, jumper\u2019s knee";
  std::vector<std::string> stand;
  for (const Word& word : SplitWords(text)) {
    stand.push_back(text.substr(word.begin, word.end - word.begin));
  }
  EXPECT_EQ(stand, (std::vector<std::string>{"Ü", "jumper\u2019s", "knee"}));
}

TEST(SplitWordsTest, PassesOverWhatIsTooLong) {
  EXPECT_EQ(Split(std::string(kMaxWordBytes, 'a') + " b"),
            std::string(kMaxWordBytes, 'a') + "|b");
  EXPECT_EQ(Split(std::string(kMaxWordBytes + 1, 'a') + " b"), "b");
}

TEST(SplitWordsTest, TakesBytesThatAreNoUtf8) {
  EXPECT_NO_FATAL_FAILURE(Split("a\xff\xc3 b"));
}

}  // namespace
}  // namespace knead
