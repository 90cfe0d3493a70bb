#include "service/rpc/coach_stream.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "knead/v1/session.pb.h"
#include "service/errors/error_payload.h"
#include "service/rpc/snapshot.h"
#include "service/rpc/transport/testing/fake_call_context.h"
#include "service/rpc/transport/testing/fake_stream.h"
#include "service/session/limits.h"
#include "service/session/testing/shipped_planner.h"

namespace knead {
namespace rpc {
namespace {

class CoachStreamTest : public ::testing::Test {
 protected:
  CoachStreamTest() {
    auto handler = CoachStream(&current_, &tokens_, [this] { return now_; })(
        context_, stream_);
    EXPECT_TRUE(handler.ok()) << handler.status();
    handler_ = *std::move(handler);
  }

  static std::shared_ptr<const Snapshot> ShippedContent() {
    auto snapshot = MakeSnapshot(EmbeddedContentBundle(), absl::UnixEpoch());
    EXPECT_TRUE(snapshot.ok()) << snapshot.status();
    return *std::move(snapshot);
  }

  void Send(v1::CoachRequest event) {
    event.set_event_id(++event_id_);
    handler_->OnMessage(event.SerializeAsString());
  }

  void Start() {
    v1::CoachRequest event;
    *event.mutable_start() =
        WellPerson("regions/calf", {v1::SIDE_LEFT}, {}, 20);
    Send(std::move(event));
  }

  // The time comes for which the stream asked.
  void Wake() {
    now_ = stream_->wake;
    handler_->OnWake();
  }

  std::string EndReason() const {
    return ErrorPayload<google::rpc::ErrorInfo>(*stream_->end).reason();
  }

  absl::Time now_ = absl::FromUnixSeconds(1000000);
  CurrentSnapshot current_{ShippedContent()};
  ResumeTokens tokens_ = *ResumeTokens::Create({std::string(32, 'k')});
  FakeCallContext context_;
  const std::shared_ptr<FakeStream<v1::CoachResponse>> stream_ =
      std::make_shared<FakeStream<v1::CoachResponse>>();
  std::unique_ptr<StreamHandler> handler_;
  int64_t event_id_ = 0;
};

TEST_F(CoachStreamTest, OneThatNeverBeginsEnds) {
  EXPECT_EQ(stream_->wake, now_ + kMaxSessionIdle);
  Wake();
  ASSERT_TRUE(stream_->end.has_value());
  EXPECT_EQ(stream_->end->code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(EndReason(), "SESSION_IDLE");
}

TEST_F(CoachStreamTest, EachEventGivesItMoreTime) {
  Start();
  now_ += kMaxSessionIdle / 2;
  v1::CoachRequest event;
  event.mutable_ready();
  Send(std::move(event));
  EXPECT_EQ(stream_->wake, now_ + kMaxSessionIdle);
  // Woken too early, it goes on to wait.
  handler_->OnWake();
  EXPECT_FALSE(stream_->end.has_value());
  EXPECT_EQ(stream_->wake, now_ + kMaxSessionIdle);
  Wake();
  EXPECT_EQ(EndReason(), "SESSION_IDLE");
}

TEST_F(CoachStreamTest, ItDoesNotOutliveTheLongestSession) {
  Start();
  const absl::Time start = now_;
  while (!stream_->end.has_value() && stream_->wake < start + kMaxSessionTime) {
    now_ = stream_->wake - absl::Seconds(1);
    v1::CoachRequest event;
    event.mutable_pause();
    Send(std::move(event));
  }
  EXPECT_EQ(stream_->wake, start + kMaxSessionTime);
  Wake();
  EXPECT_EQ(EndReason(), "SESSION_TOO_LONG");
}

TEST_F(CoachStreamTest, TheEndOfTheSessionIsThatOfTheStream) {
  Start();
  v1::CoachRequest event;
  event.mutable_stop();
  Send(event);
  ASSERT_TRUE(stream_->end.has_value());
  EXPECT_TRUE(stream_->end->ok());
  Send(event);
  EXPECT_EQ(stream_->answers.size(), 2u);
}

TEST_F(CoachStreamTest, TheEndOfTheServerIsToldAndNothingIsLost) {
  Start();
  handler_->OnShutdown();
  EXPECT_EQ(EndReason(), "SHUTTING_DOWN");
  EXPECT_NE(stream_->answers.back().resume_token(), "");
}

}  // namespace
}  // namespace rpc
}  // namespace knead
