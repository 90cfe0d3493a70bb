#include "service/server/watchdog.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::ElementsAre;

class WatchdogTest : public ::testing::Test {
 protected:
  absl::Status answer_;
  std::vector<std::string> events_;
  Watchdog watchdog_{absl::Seconds(1),
                     {[this] {
                        events_.push_back("check");
                        return answer_;
                      },
                      [this] { events_.push_back("feed"); },
                      [this](const absl::Status& status) {
                        events_.emplace_back(status.message());
                      }}};
};

TEST_F(WatchdogTest, FeedsWhileTheServerWorks) {
  watchdog_.Beat();
  watchdog_.Beat();
  EXPECT_THAT(events_, ElementsAre("check", "feed", "check", "feed"));
}

TEST_F(WatchdogTest, WithholdsTheFeedAndSaysWhyUntilItWorksAgain) {
  answer_ = absl::DeadlineExceededError("deaf");
  watchdog_.Beat();
  watchdog_.Beat();
  EXPECT_THAT(events_, ElementsAre("check", "deaf", "check", "deaf"));
  events_.clear();
  answer_ = absl::OkStatus();
  watchdog_.Beat();
  EXPECT_THAT(events_, ElementsAre("check", "feed"));
}

TEST_F(WatchdogTest, FeedsWithoutACheckWhenTheServerFinishesItsCalls) {
  answer_ = absl::UnavailableError("closed");
  watchdog_.StopChecking();
  watchdog_.Beat();
  EXPECT_THAT(events_, ElementsAre("feed"));
}

TEST(WatchdogThreadTest, ACheckUnderWayHoldsUpNobodyAndCountsNoMore) {
  absl::Notification checks;
  absl::Notification go_on;
  absl::Notification fed;
  std::string failure;
  Watchdog watchdog(absl::Hours(1), {[&] {
                                       checks.Notify();
                                       go_on.WaitForNotification();
                                       return absl::UnavailableError("closed");
                                     },
                                     [&] { fed.Notify(); },
                                     [&](const absl::Status& status) {
                                       failure = status.ToString();
                                     }});
  watchdog.Start();
  checks.WaitForNotification();
  // Returns, although the check does not.
  watchdog.StopChecking();
  EXPECT_FALSE(fed.HasBeenNotified());
  go_on.Notify();
  fed.WaitForNotification();
  EXPECT_EQ(failure, "");
}

TEST(WatchdogThreadTest, BeatsAgainAndAgainUntilItsEnd) {
  constexpr int kBeats = 3;
  absl::BlockingCounter beats(kBeats);
  int fed = 0;
  {
    Watchdog watchdog(absl::Milliseconds(1), {[] { return absl::OkStatus(); },
                                              [&] {
                                                if (fed++ < kBeats)
                                                  beats.DecrementCount();
                                              },
                                              [](const absl::Status&) {}});
    watchdog.Start();
    beats.Wait();
  }
  EXPECT_GE(fed, kBeats);
}

}  // namespace
}  // namespace knead
