#include "client/cli/coach/command.h"

#include <optional>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;

struct Line {
  std::string text;
  CoachWish wish;
  v1::SkipScope scope = v1::SKIP_SCOPE_STEP;
  std::string finding = {};
};

std::ostream& operator<<(std::ostream& out, const Line& line) {
  return out << '"' << line.text << '"';
}

class CoachCommandTest : public testing::TestWithParam<Line> {};

TEST_P(CoachCommandTest, IsUnderstood) {
  const absl::StatusOr<CoachCommand> command =
      ParseCoachCommand(GetParam().text);
  ASSERT_TRUE(command.ok()) << command.status();
  EXPECT_EQ(command->wish, GetParam().wish);
  EXPECT_EQ(command->scope, GetParam().scope);
  EXPECT_EQ(command->finding, GetParam().finding);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, CoachCommandTest,
    testing::Values(
        Line{"", CoachWish::kReady}, Line{"ready", CoachWish::kReady},
        Line{" Go ", CoachWish::kReady}, Line{"DONE", CoachWish::kDone},
        Line{"pause", CoachWish::kPause}, Line{"skip", CoachWish::kSkip},
        Line{"skip step", CoachWish::kSkip},
        Line{"skip  Technique", CoachWish::kSkip, v1::SKIP_SCOPE_TECHNIQUE},
        Line{"skip area", CoachWish::kSkip, v1::SKIP_SCOPE_BLOCK},
        // The keys of the terminal.
        Line{"r", CoachWish::kReady}, Line{"g", CoachWish::kReady},
        Line{"d", CoachWish::kDone}, Line{"s", CoachWish::kSkip},
        Line{"p", CoachWish::kPause}, Line{"h", CoachWish::kHurts},
        Line{"n", CoachWish::kNew}, Line{"q", CoachWish::kStop},
        Line{"hurts", CoachWish::kHurts}, Line{"Ouch", CoachWish::kHurts},
        Line{"hurts a lot", CoachWish::kHurts},
        Line{"sharp", CoachWish::kHurts}, Line{"3 dull", CoachWish::kHurts},
        Line{"new", CoachWish::kNew},
        Line{"new broken skin@left-calf", CoachWish::kNew, v1::SKIP_SCOPE_STEP,
             "broken skin@left-calf"},
        Line{"stop", CoachWish::kStop}, Line{"Stop it!", CoachWish::kStop},
        Line{"quit", CoachWish::kStop}, Line{"help", CoachWish::kHelp},
        Line{"?", CoachWish::kHelp},
        Line{" I can't breathe", CoachWish::kWords, v1::SKIP_SCOPE_STEP,
             "I can't breathe"},
        Line{"11 dull", CoachWish::kWords, v1::SKIP_SCOPE_STEP, "11 dull"}));

TEST(CoachCommandPainTest, WhatIsUnderstoodOfAPainCounts) {
  const std::vector<std::tuple<const char*, std::optional<int>,
                               std::optional<v1::PainQuality>>>
      cases = {
          {"hurts 9 burning", 9, std::nullopt},
          {"hurts sharp burning", std::nullopt, v1::PAIN_QUALITY_SHARP},
          {"hurts 3 or 5", 5, std::nullopt},
          {"hurts dull and growing 2", 2, v1::PAIN_QUALITY_INCREASING},
          {"hurts a lot", std::nullopt, std::nullopt},
          // Nobody knows what is meant.
          {"hurts 3 but not sharp", std::nullopt, std::nullopt},
      };
  for (const auto& [line, intensity, quality] : cases) {
    const absl::StatusOr<CoachCommand> command = ParseCoachCommand(line);
    ASSERT_TRUE(command.ok()) << line;
    EXPECT_EQ(command->wish, CoachWish::kHurts) << line;
    EXPECT_EQ(command->pain.intensity, intensity) << line;
    EXPECT_EQ(command->pain.quality, quality) << line;
  }
}

TEST(CoachCommandFaultTest, SaysWhatCanBeSaid) {
  for (const char* line : {"ready now", "skip me", "quit it"}) {
    const absl::StatusOr<CoachCommand> command = ParseCoachCommand(line);
    EXPECT_TRUE(absl::IsInvalidArgument(command.status())) << line;
  }
  EXPECT_THAT(std::string(ParseCoachCommand("quit it").status().message()),
              HasSubstr(kCoachCommands));
}

struct Pain {
  std::string text;
  std::optional<int> intensity;
  std::optional<v1::PainQuality> quality;
  bool complete;
};

std::ostream& operator<<(std::ostream& out, const Pain& pain) {
  return out << '"' << pain.text << '"';
}

class PainWordsTest : public testing::TestWithParam<Pain> {};

TEST_P(PainWordsTest, AreUnderstood) {
  const absl::StatusOr<PainWords> pain = ParsePainWords(GetParam().text);
  ASSERT_TRUE(pain.ok()) << pain.status();
  EXPECT_EQ(pain->intensity, GetParam().intensity);
  EXPECT_EQ(pain->quality, GetParam().quality);
  EXPECT_EQ(pain->complete(), GetParam().complete);
}

INSTANTIATE_TEST_SUITE_P(
    Words, PainWordsTest,
    testing::Values(
        Pain{"0", 0, std::nullopt, true}, Pain{"4", 4, std::nullopt, false},
        Pain{"10 dull", 10, v1::PAIN_QUALITY_DULL, true},
        Pain{"steady, 3", 3, v1::PAIN_QUALITY_DULL, true},
        Pain{"d", std::nullopt, v1::PAIN_QUALITY_DULL, false},
        Pain{"8s", 8, v1::PAIN_QUALITY_SHARP, true},
        Pain{"2d", 2, v1::PAIN_QUALITY_DULL, true},
        Pain{"g 2", 2, v1::PAIN_QUALITY_INCREASING, true},
        Pain{"growing", std::nullopt, v1::PAIN_QUALITY_INCREASING, false},
        // What ends a session whatever its strength.
        Pain{"sharp", std::nullopt, v1::PAIN_QUALITY_SHARP, true},
        Pain{"H", std::nullopt, v1::PAIN_QUALITY_SHOOTING, true},
        Pain{"spreading", std::nullopt, v1::PAIN_QUALITY_RADIATING, true},
        Pain{"radiating 0", 0, v1::PAIN_QUALITY_RADIATING, true}));

TEST(PainWordsFaultTest, WhatIsNoPainIsRefused) {
  for (const char* text :
       {"", " ", "-1", "11", "3.5", "3 4", "dull sharp", "bad", "3 bad"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParsePainWords(text).status())) << text;
  }
}

}  // namespace
}  // namespace knead::cli
