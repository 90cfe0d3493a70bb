#include "client/cli/text/unicode.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(PrintableTest, KeepsTextAndLineFeeds) {
  EXPECT_EQ(Printable("Knie – 30°\nzwei"), "Knie – 30°\nzwei");
}

TEST(PrintableTest, ReplacesWhatCouldSteerATerminal) {
  EXPECT_EQ(Printable("a\x1b]0;x\x07z"), "a\uFFFD]0;x\uFFFDz");
  EXPECT_EQ(Printable("\u009b31m"), "\uFFFD31m");
  EXPECT_EQ(Printable("a\rb\x7f"), "a\uFFFDb\uFFFD");
}

TEST(PrintableTest, DropsWhatTurnsTheDirection) {
  EXPECT_EQ(Printable("a\u202Eb\u202C\u2066c\u2069\u200E\u200F\u061Cd"),
            "abcd");
  EXPECT_EQ(Printable("\u2029 \u202F \u05D0"), "\u2029 \u202F \u05D0");
}

TEST(PrintableTest, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(Printable("a\xc3"), "a\uFFFD");
}

TEST(DisplayWidthTest, CountsTerminalColumns) {
  EXPECT_EQ(DisplayWidth(""), 0);
  EXPECT_EQ(DisplayWidth("knee"), 4);
  EXPECT_EQ(DisplayWidth("écorché"), 7);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1);
  EXPECT_EQ(DisplayWidth("膝"), 2);
}

TEST(FoldCaseTest, MakesCaseEqual) {
  EXPECT_EQ(FoldCase("Straße QUADS Ä"), FoldCase("strasse quads ä"));
  EXPECT_EQ(FoldCase(""), "");
}

TEST(FoldCaseTest, MakesCompositionEqual) {
  EXPECT_EQ(FoldCase("e\u0301"), FoldCase("É"));
}

TEST(CapitalisedTest, RaisesTheFirstLetterOnly) {
  EXPECT_EQ(Capitalised("broken skin"), "Broken skin");
  EXPECT_EQ(Capitalised("épine"), "Épine");
  EXPECT_EQ(Capitalised("3 days"), "3 days");
  EXPECT_EQ(Capitalised(""), "");
}

TEST(CodePointsTest, DecodesUtf8) {
  EXPECT_THAT(CodePoints("aé膝"), ElementsAre(U'a', U'é', U'膝'));
  EXPECT_THAT(CodePoints(""), IsEmpty());
}

}  // namespace
}  // namespace knead::cli
