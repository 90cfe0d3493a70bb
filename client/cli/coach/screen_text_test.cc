#include "client/cli/coach/screen_text.h"

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

TEST(ClockTextTest, CountsWholeSecondsUp) {
  EXPECT_EQ(ClockText(absl::ZeroDuration()), "0:00");
  EXPECT_EQ(ClockText(absl::Milliseconds(1)), "0:01");
  EXPECT_EQ(ClockText(absl::Seconds(59)), "0:59");
  EXPECT_EQ(ClockText(absl::Milliseconds(59001)), "1:00");
  EXPECT_EQ(ClockText(absl::Minutes(60)), "60:00");
  EXPECT_EQ(ClockText(-absl::Seconds(3)), "0:00");
}

TEST(NextTextTest, NamesTheStepTheLegAndTheTime) {
  v1::CoachResponse response;
  EXPECT_EQ(NextText(response), "");
  response.mutable_next()->set_display_name("Rest");
  response.mutable_next()->set_side(v1::SIDE_RIGHT);
  response.mutable_next()->mutable_duration()->set_seconds(75);
  EXPECT_EQ(NextText(response), "Next (1:15): Rest (right leg)");
}

}  // namespace
}  // namespace knead::cli
