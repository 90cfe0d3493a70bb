#include "client/cli/words/quantities.h"

#include <optional>
#include <string>

#include "gtest/gtest.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {
namespace {

v1::DurationRange Range(int min, int max) {
  v1::DurationRange range;
  range.mutable_min()->set_seconds(min);
  range.mutable_max()->set_seconds(max);
  return range;
}

TEST(NumberTextTest, HasNoMoreDigitsThanItTakes) {
  EXPECT_EQ(NumberText(3), "3");
  EXPECT_EQ(NumberText(3.5), "3.5");
  EXPECT_EQ(NumberText(-0.25), "-0.25");
}

TEST(ParseNumberTest, ReadsNumbersOnly) {
  EXPECT_EQ(ParseNumber("34"), 34);
  EXPECT_EQ(ParseNumber("3.5"), 3.5);
  EXPECT_EQ(ParseNumber("-1"), -1);
  for (const char* text : {"", "x", "3x", "3 4", "nan", "inf", "1e999"}) {
    EXPECT_EQ(ParseNumber(text), std::nullopt) << text;
  }
}

TEST(DurationTextTest, UsesTheLargestUnitThatFits) {
  struct Case {
    int seconds;
    std::string text;
  };
  for (const Case& c :
       {Case{0, "0 seconds"}, Case{1, "1 second"}, Case{90, "90 seconds"},
        Case{60, "1 minute"}, Case{4 * 3600, "4 hours"}, Case{86400, "1 day"},
        Case{72 * 3600, "3 days"}, Case{14 * 86400, "2 weeks"},
        Case{10 * 86400, "10 days"}}) {
    google::protobuf::Duration duration;
    duration.set_seconds(c.seconds);
    EXPECT_EQ(DurationText(duration), c.text);
  }
}

TEST(TimeTextTest, CountsMinutesAndSeconds) {
  struct Case {
    int seconds;
    std::string text;
  };
  for (const Case& c : {Case{0, "0 s"}, Case{20, "20 s"}, Case{60, "1 min"},
                        Case{130, "2 min 10 s"}, Case{5400, "90 min"}}) {
    google::protobuf::Duration duration;
    duration.set_seconds(c.seconds);
    EXPECT_EQ(TimeText(duration), c.text);
  }
}

TEST(DurationTextTest, NamesBothEndsOfARange) {
  EXPECT_EQ(DurationText(Range(20, 30)), "20 to 30 seconds");
  EXPECT_EQ(DurationText(Range(300, 600)), "5 to 10 minutes");
  EXPECT_EQ(DurationText(Range(30, 60)), "30 to 60 seconds");
  EXPECT_EQ(DurationText(Range(30, 30)), "30 seconds");
  EXPECT_EQ(DurationText(Range(0, 120)), "up to 2 minutes");
}

}  // namespace
}  // namespace knead::cli
