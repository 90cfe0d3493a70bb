#include "client/cli/interview/answer_syntax.h"

#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;

struct Case {
  std::string line;
  int count;
  std::set<int> chosen;
  std::set<int> unsure;
};

TEST(ParseChoiceTest, ReadsAnswers) {
  for (const Case& c : {
           Case{"1", 3, {1}, {}},
           Case{" 3, 1 ", 3, {1, 3}, {}},
           Case{"1;1 2", 3, {1, 2}, {}},
           Case{"2?", 3, {}, {2}},
           Case{"1 2?", 3, {1}, {2}},
           Case{"n", 3, {}, {}},
           Case{"None of these", 3, {}, {}},
           Case{"NO", 1, {}, {}},
           Case{"u", 3, {}, {1, 2, 3}},
           Case{"not sure", 2, {}, {1, 2}},
           Case{"I don't know", 2, {}, {1, 2}},
           Case{"1 u", 3, {1}, {2, 3}},
           Case{"y", 1, {1}, {}},
           Case{"yes", 1, {1}, {}},
       }) {
    const absl::StatusOr<ChoiceAnswer> answer = ParseChoice(c.line, c.count);
    ASSERT_TRUE(answer.ok()) << c.line << ": " << answer.status();
    EXPECT_EQ(answer->intent, Intent::kAnswer) << c.line;
    EXPECT_EQ(answer->chosen, c.chosen) << c.line;
    EXPECT_EQ(answer->unsure, c.unsure) << c.line;
  }
}

TEST(ParseChoiceTest, ReadsIntents) {
  EXPECT_EQ(ParseChoice("?", 3)->intent, Intent::kExplain);
  EXPECT_EQ(ParseChoice("Help", 3)->intent, Intent::kExplain);
  EXPECT_EQ(ParseChoice("b", 3)->intent, Intent::kBack);
  EXPECT_EQ(ParseChoice("BACK", 3)->intent, Intent::kBack);
  EXPECT_EQ(ParseChoice("q", 3)->intent, Intent::kStop);
  EXPECT_EQ(ParseChoice("stop", 3)->intent, Intent::kStop);
}

TEST(ParseChoiceTest, NeverGuesses) {
  for (const std::string line :
       {"0", "4", "-1", "1.5", "x", "1 x", "y", "1 n", "none 2", "??", "1??",
        "1-3", "99999999999999999999"}) {
    const absl::StatusOr<ChoiceAnswer> answer = ParseChoice(line, 3);
    ASSERT_EQ(answer.status().code(), absl::StatusCode::kInvalidArgument)
        << line;
    EXPECT_THAT(std::string(answer.status().message()),
                HasSubstr("was not understood. Please type numbers from 1 to "
                          "3, n for none, u when you are not sure, or ? for "
                          "help."));
  }
  EXPECT_THAT(std::string(ParseChoice("  ", 3).status().message()),
              HasSubstr("That was empty."));
  EXPECT_EQ(ParseChoice("maybe", 1).status().message(),
            "\"maybe\" was not understood. Please type y for yes, n for no, u "
            "when you are not sure, or ? for help.");
  EXPECT_EQ(ParseChoice("2 2?", 3).status().message(),
            "You typed both 2 and 2?. Please type one of them.");
}

TEST(ParseNumberIntentTest, TellsAnswersFromOtherIntents) {
  EXPECT_EQ(ParseNumberIntent("34").intent, Intent::kAnswer);
  EXPECT_FALSE(ParseNumberIntent("34").unsure);
  EXPECT_TRUE(ParseNumberIntent(" U ").unsure);
  EXPECT_TRUE(ParseNumberIntent("not sure").unsure);
  EXPECT_EQ(ParseNumberIntent("?").intent, Intent::kExplain);
  EXPECT_EQ(ParseNumberIntent("b").intent, Intent::kBack);
  EXPECT_EQ(ParseNumberIntent("quit").intent, Intent::kStop);
}

}  // namespace
}  // namespace knead::cli
