#include "service/extraction/tokens.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Texts(const std::string& text) {
  std::vector<std::string> texts;
  for (const Token& token : Tokenize(
           text, [](const std::string& word) { return word == "approx"; })) {
    texts.push_back(token.text);
  }
  return texts;
}

TEST(TokenizeTest, FoldsCaseAndLeavesOutApostrophes) {
  EXPECT_THAT(Texts("I CAN'T bend it"), ElementsAre("i", "cant", "bend", "it"));
  EXPECT_THAT(Texts("it\xE2\x80\x99s my knee\xE2\x80\x99s turn"),
              ElementsAre("its", "my", "knees", "turn"));
}

TEST(TokenizeTest, AShortFormIsTheWordThatItStandsBehind) {
  EXPECT_THAT(Texts("I'll we're I'd"), ElementsAre("i", "we", "i"));
}

TEST(TokenizeTest, TellsSentencesAndItems) {
  EXPECT_THAT(Texts("Red. Hot, (new) - sore! Why?\nNo"),
              ElementsAre("red", ".", "hot", ",", ",", "new", ",", ",", "sore",
                          ".", "why", "?", ".", "no"));
  EXPECT_THAT(Texts("approx. 3 weeks"), ElementsAre("approx", "3", "weeks"));
}

TEST(TokenizeTest, AHyphenWithinAWordIsNone) {
  EXPECT_THAT(Texts("jumper's-knee"), ElementsAre("jumpers", "knee"));
}

TEST(TokenizeTest, ReadsNumbers) {
  const auto tokens = Tokenize("3.5 cm, 8/10, 2-3 10mins",
                               [](const std::string&) { return false; });
  std::vector<std::string> texts;
  for (const Token& token : tokens) texts.push_back(token.text);
  EXPECT_THAT(texts, ElementsAre("3.5", "cm", ",", "8", "/", "10", ",", "2",
                                 "-", "3", "10", "mins"));
  EXPECT_EQ(tokens[0].value, 3.5);
  EXPECT_EQ(tokens[4].kind, TokenKind::kBetweenNumbers);
}

TEST(TokenizeTest, ReadsSignsForWords) {
  EXPECT_THAT(Texts("pins & needles"), ElementsAre("pins", "and", "needles"));
  EXPECT_THAT(Texts("redness/swelling"),
              ElementsAre("redness", "or", "swelling"));
  EXPECT_THAT(Texts("w/ fever w/o pain"),
              ElementsAre("with", "fever", "without", "pain"));
}

TEST(TokenizeTest, TellsWhereATokenStands) {
  const auto tokens = Tokenize("a \xC3\xA9t\xC3\xA9 b",
                               [](const std::string&) { return false; });
  ASSERT_EQ(tokens.size(), 3);
  EXPECT_EQ(tokens[1].begin, 2);
  EXPECT_EQ(tokens[1].end, 7);
  EXPECT_EQ(tokens[2].begin, 8);
}

TEST(TokenizeTest, TakesAnything) {
  EXPECT_THAT(Texts(""), ElementsAre());
  EXPECT_THAT(Texts("\xFF\xFE ' '' \x01"), ElementsAre("\xFF\xFE"));
  EXPECT_EQ(Texts(std::string(10000, '\'')).size(), 0);
}

}  // namespace
}  // namespace knead
