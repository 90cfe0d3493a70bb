#include "client/cli/text/style.h"

#include "gtest/gtest.h"

namespace knead::cli {
namespace {

constexpr Tone kTones[] = {Tone::kTitle, Tone::kHeading, Tone::kLabel,
                           Tone::kGood,  Tone::kCaution, Tone::kDanger,
                           Tone::kQuiet};

TEST(StyleTest, LeavesTextAloneWithoutColour) {
  for (Tone tone : kTones) {
    EXPECT_EQ(Style(false).Paint(tone, "stop"), "stop");
  }
}

TEST(StyleTest, PutsColourOnAndTakesItOff) {
  EXPECT_EQ(Style(true).Paint(Tone::kDanger, "stop"), "\x1b[1;31mstop\x1b[0m");
  EXPECT_EQ(Style(true).Paint(Tone::kTitle, "Knead"), "\x1b[1mKnead\x1b[0m");
  for (Tone tone : kTones) {
    const std::string painted = Style(true).Paint(tone, "stop");
    EXPECT_EQ(painted.find("\x1b["), 0u);
    EXPECT_EQ(painted.rfind("stop\x1b[0m"), painted.size() - 8);
  }
}

TEST(StyleTest, PlainAndEmptyTextStayAsTheyAre) {
  EXPECT_EQ(Style(true).Paint(Tone::kPlain, "stop"), "stop");
  EXPECT_EQ(Style(true).Paint(Tone::kDanger, ""), "");
}

}  // namespace
}  // namespace knead::cli
