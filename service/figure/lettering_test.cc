#include "service/figure/lettering.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(WrapTextTest, BreaksBetweenWords) {
  const TextStyle style = {10, "start", false};
  EXPECT_THAT(WrapText("", 100, style), IsEmpty());
  EXPECT_THAT(WrapText("one two  three", 1000, style),
              ElementsAre("one two three"));
  EXPECT_THAT(WrapText("one two three", 45, style),
              ElementsAre("one two", "three"));
  EXPECT_THAT(WrapText("unbreakable", 5, style), ElementsAre("unbreakable"));
}

TEST(WrapTextTest, FillsLinesEvenly) {
  const TextStyle style = {10, "start", false};
  EXPECT_THAT(WrapText("one two three four", 80, style),
              ElementsAre("one two", "three four"));
}

TEST(TextWidthTest, GoesByTheLetters) {
  const TextStyle style;
  EXPECT_LT(TextWidth("illicit", style), TextWidth("mammoth", style));
  EXPECT_LT(TextWidth("ete", style), TextWidth("ete", {16, "start", true}));
  EXPECT_DOUBLE_EQ(TextWidth("ete", {32, "start", false}),
                   2 * TextWidth("ete", style));
}

TEST(TextWidthTest, CountsLettersNotBytes) {
  const TextStyle style;
  EXPECT_EQ(TextWidth("\u00e9", style), TextWidth("\u20ac", style));
  EXPECT_GE(TextWidth("\u00e9", style), TextWidth("e", style));
}

}  // namespace
}  // namespace knead
