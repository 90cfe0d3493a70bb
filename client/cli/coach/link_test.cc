#include "client/cli/coach/link.h"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "client/call_options.h"
#include "client/client.h"
#include "client/coach_stream.h"
#include "client/mocks/mock_connection.h"
#include "client/testing/service_error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::NiceMock;
using ::testing::SizeIs;

// A stream that answers so many events, each once it is written, and then ends
// as it is told to.
class FakeStream : public CoachStream {
 public:
  FakeStream(std::string id, int answers, absl::Status end,
             std::vector<std::string>& log)
      : id_(std::move(id)),
        answers_(answers),
        end_(std::move(end)),
        log_(log) {}

  bool Write(const v1::CoachRequest& event) override {
    const absl::MutexLock lock(&mutex_);
    log_.push_back(id_ + " " + event.ShortDebugString());
    ++unanswered_;
    return answers_ > 0;
  }
  void WritesDone() override {}
  std::optional<v1::CoachResponse> Read() override {
    const absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(
        +[](FakeStream* stream) {
          return stream->unanswered_ > 0 || stream->is_cancelled_;
        },
        this));
    if (is_cancelled_ || answers_ == 0) return std::nullopt;
    --unanswered_;
    v1::CoachResponse response;
    response.set_resume_token(id_ + std::to_string(--answers_));
    return response;
  }
  absl::Status Finish() override { return end_; }
  void Cancel() override {
    const absl::MutexLock lock(&mutex_);
    is_cancelled_ = true;
  }

 private:
  const std::string id_;
  absl::Mutex mutex_;
  int answers_;
  int unanswered_ = 0;
  bool is_cancelled_ = false;
  const absl::Status end_;
  std::vector<std::string>& log_;
};

class CoachLinkTest : public testing::Test {
 protected:
  CoachLinkTest() {
    ON_CALL(*connection_, Coach)
        .WillByDefault([this](const CallOptions& options)
                           -> absl::StatusOr<std::unique_ptr<CoachStream>> {
          waits_for_ready_.push_back(options.wait_for_ready.value_or(false));
          auto stream = std::move(streams_.front());
          streams_.pop_front();
          return stream;
        });
  }

  void Stream(const std::string& id, int answers, const absl::Status& end) {
    streams_.push_back(std::make_unique<FakeStream>(id, answers, end, log_));
  }

  static v1::CoachRequest Start() {
    v1::CoachRequest event;
    event.mutable_start();
    return event;
  }

  static v1::CoachRequest Ready() {
    v1::CoachRequest event;
    event.mutable_ready();
    return event;
  }

  static v1::CoachRequest Pause() {
    v1::CoachRequest event;
    event.mutable_pause();
    return event;
  }

  std::vector<std::string> log_;
  std::deque<std::unique_ptr<CoachStream>> streams_;
  std::vector<bool> waits_for_ready_;
  std::vector<absl::Duration> pauses_;
  std::vector<CoachDelay> delays_;
  absl::Time now_ = absl::FromUnixSeconds(1'800'000'000);
  bool stays_ = true;
  std::shared_ptr<NiceMock<MockConnection>> connection_ =
      std::make_shared<NiceMock<MockConnection>>();
  CoachLink link_{Client(connection_),
                  [this](const CoachDelay& delay, absl::Duration pause) {
                    delays_.push_back(delay);
                    if (pause > absl::ZeroDuration()) pauses_.push_back(pause);
                    now_ += pause;
                    return stays_;
                  },
                  [this] { return now_; }};
};

TEST_F(CoachLinkTest, OneStreamServesTheSession) {
  Stream("a", 3, absl::OkStatus());
  ASSERT_TRUE(link_.Send(Start()).ok());
  ASSERT_TRUE(link_.Send(Ready()).ok());
  EXPECT_TRUE(link_.broken().ok());
  EXPECT_THAT(log_, ElementsAre("a start { }", "a ready { }"));
}

TEST_F(CoachLinkTest, WhereTheFirstEventFailsThereIsNoSession) {
  Stream("a", 0, absl::InvalidArgumentError("who?"));
  EXPECT_EQ(link_.Send(Start()).status(), absl::InvalidArgumentError("who?"));
  EXPECT_THAT(log_, ElementsAre("a start { }"));
}

TEST_F(CoachLinkTest, ABrokenStreamIsResumedWithTheLastToken) {
  Stream("a", 2, absl::UnavailableError("stopping"));
  Stream("b", 2, absl::OkStatus());
  ASSERT_TRUE(link_.Send(Start()).ok());
  ASSERT_TRUE(link_.Send(Ready()).ok());
  ASSERT_TRUE(link_.Send(Ready()).ok());
  EXPECT_EQ(link_.broken(), absl::UnavailableError("stopping"));
  ASSERT_TRUE(link_.Send(Ready()).ok());
  EXPECT_TRUE(link_.broken().ok());
  EXPECT_THAT(log_,
              ElementsAre("a start { }", "a ready { }", "a ready { }",
                          "b resume { resume_token: \"a0\" }", "b ready { }"));
}

TEST_F(CoachLinkTest, WhoResumesWaitsForAServer) {
  Stream("a", 1, absl::UnavailableError("gone"));
  Stream("b", 1, absl::OkStatus());
  ASSERT_TRUE(link_.Send(Start()).ok());
  ASSERT_TRUE(link_.Send(Ready()).ok());
  EXPECT_THAT(waits_for_ready_, ElementsAre(false, true));
}

TEST_F(CoachLinkTest, TriesAsLongAsTheSessionCanBeResumed) {
  const int pauses = static_cast<int>(kCoachResumeTime / kCoachResumePause);
  Stream("a", 1, absl::UnavailableError("gone"));
  for (int i = 0; i <= pauses; ++i) {
    Stream("b", 0, absl::UnavailableError("still gone"));
  }
  ASSERT_TRUE(link_.Send(Start()).ok());
  const absl::Time answered = now_;
  EXPECT_EQ(link_.Send(Ready()).status(), absl::UnavailableError("still gone"));
  EXPECT_TRUE(streams_.empty());
  EXPECT_EQ(now_, answered + kCoachResumeTime);
  ASSERT_THAT(pauses_, SizeIs(pauses));
  EXPECT_TRUE(delays_.back().is_broken);
  EXPECT_EQ(delays_.back().resumable_until, answered + kCoachResumeTime);
  EXPECT_EQ(delays_.back().waited, kCoachResumeTime - kCoachResumePause);
}

TEST_F(CoachLinkTest, KeepsWithinTheRateThatTheServiceTakes) {
  Stream("a", 100, absl::OkStatus());
  ASSERT_TRUE(link_.Send(Start()).ok());
  const absl::Time begin = now_;
  // The start was the first.
  for (int i = 2; i <= 2 * kMostCoachEvents; ++i) {
    ASSERT_TRUE(link_.Send(Ready()).ok());
    EXPECT_EQ(now_ > begin, i > kMostCoachEvents) << i;
  }
  EXPECT_EQ(now_, begin + kCoachEventsTime);
}

TEST_F(CoachLinkTest, WhatMattersIsNotHeldBack) {
  Stream("a", 100, absl::OkStatus());
  ASSERT_TRUE(link_.Send(Start()).ok());
  for (int i = 1; i < kMostCoachEvents; ++i) {
    ASSERT_TRUE(link_.Send(Ready()).ok());
  }
  v1::CoachRequest pain, finding, stop;
  pain.mutable_pain()->set_quality(v1::PAIN_QUALITY_SHARP);
  finding.mutable_new_findings();
  stop.mutable_stop();
  for (const v1::CoachRequest& event : {pain, finding, stop}) {
    ASSERT_TRUE(link_.Send(event).ok());
  }
  EXPECT_THAT(pauses_, IsEmpty());
}

TEST_F(CoachLinkTest, NobodyWaitsForWhatIsPosted) {
  Stream("a", 3, absl::OkStatus());
  ASSERT_TRUE(link_.Send(Start()).ok());
  link_.Post(Pause());
  const absl::StatusOr<v1::CoachResponse> answer = link_.Send(Ready());
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->resume_token(), "a0");
  EXPECT_THAT(log_, ElementsAre("a start { }", "a pause { }", "a ready { }"));
}

TEST_F(CoachLinkTest, WhatIsPostedInVainIsNoticedByTheNextEvent) {
  Stream("a", 1, absl::UnavailableError("gone"));
  Stream("b", 1, absl::OkStatus());
  ASSERT_TRUE(link_.Send(Start()).ok());
  link_.Post(Pause());
  ASSERT_TRUE(link_.Send(Ready()).ok());
  EXPECT_EQ(link_.broken(), absl::UnavailableError("gone"));
  EXPECT_THAT(log_, ElementsAre("a start { }", "a pause { }",
                                "b resume { resume_token: \"a0\" }"));
}

TEST_F(CoachLinkTest, ATokenThatIsRefusedIsNotTriedAgain) {
  Stream("a", 1, absl::UnavailableError("gone"));
  Stream("b", 0, absl::FailedPreconditionError("too old"));
  ASSERT_TRUE(link_.Send(Start()).ok());
  EXPECT_EQ(link_.Send(Ready()).status(),
            absl::FailedPreconditionError("too old"));
  EXPECT_TRUE(streams_.empty());
}

TEST_F(CoachLinkTest, ASessionThatIsTooOldIsNotTriedAgain) {
  const absl::Status too_old =
      ServiceError(absl::StatusCode::kDeadlineExceeded,
                   "the session is too old", "SESSION_TOO_LONG");
  Stream("a", 1, absl::UnavailableError("gone"));
  Stream("b", 0, too_old);
  ASSERT_TRUE(link_.Send(Start()).ok());
  EXPECT_EQ(link_.Send(Ready()).status(), too_old);
  EXPECT_TRUE(streams_.empty());
}

TEST_F(CoachLinkTest, WhoWantsToLeaveIsNotKept) {
  Stream("a", 1, absl::UnavailableError("gone"));
  ASSERT_TRUE(link_.Send(Start()).ok());
  stays_ = false;
  EXPECT_TRUE(absl::IsCancelled(link_.Send(Ready()).status()));
}

}  // namespace
}  // namespace knead::cli
