#include "service/rpc/assess_stream.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment_service.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "service/rpc/snapshot.h"
#include "service/rpc/transport/testing/fake_call_context.h"
#include "service/rpc/transport/testing/fake_stream.h"

namespace knead {
namespace rpc {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

using AnswerStream = FakeStream<v1::AssessStreamResponse>;

std::shared_ptr<const Snapshot> ShippedContent() {
  auto snapshot = MakeSnapshot(EmbeddedContentBundle(), absl::UnixEpoch());
  EXPECT_TRUE(snapshot.ok()) << snapshot.status();
  return *std::move(snapshot);
}

class AssessStreamTest : public ::testing::Test {
 protected:
  AssessStreamTest() {
    auto handler = AssessStream(&current_, {kMostMessages, kMostTime},
                                [] { return kBegin; })(context_, stream_);
    EXPECT_TRUE(handler.ok()) << handler.status();
    handler_ = *std::move(handler);
  }

  void Ask(const std::string& request_id) {
    v1::AssessStreamRequest item;
    item.set_request_id(request_id);
    item.mutable_request();
    handler_->OnMessage(item.SerializeAsString());
  }

  static constexpr int64_t kMostMessages = 5;
  static constexpr absl::Duration kMostTime = absl::Minutes(7);
  static constexpr absl::Time kBegin = absl::UnixEpoch();

  CurrentSnapshot current_{ShippedContent()};
  FakeCallContext context_;
  const std::shared_ptr<AnswerStream> stream_ =
      std::make_shared<AnswerStream>();
  std::unique_ptr<StreamHandler> handler_;
};

TEST_F(AssessStreamTest, AnswersEachMessageThereAndThen) {
  EXPECT_THAT(stream_->answers, IsEmpty());
  for (int i = 1; i <= 3; ++i) {
    Ask(std::to_string(i));
    ASSERT_THAT(stream_->answers, SizeIs(i));
    EXPECT_EQ(stream_->answers.back().request_id(), std::to_string(i));
    EXPECT_TRUE(stream_->answers.back().has_assessment());
  }
  handler_->OnHalfClose();
  EXPECT_EQ(stream_->end, absl::OkStatus());
}

TEST_F(AssessStreamTest, StaysWithTheSnapshotThatItBeganOn) {
  const std::string revision = current_.Get()->catalog->revision();
  Ask("1");
  v1::ContentBundle other;
  ASSERT_TRUE(other.ParseFromString(std::string(EmbeddedContentBundle())));
  other.mutable_manifest()->mutable_intended_use()->set_text("Another.");
  auto snapshot = MakeSnapshot(other.SerializeAsString(), absl::UnixEpoch());
  // Content whose certificate is checked cannot be changed so easily; then no
  // content at all takes its place.
  current_.Set(snapshot.ok() ? *snapshot : nullptr);
  Ask("2");
  ASSERT_THAT(stream_->answers, SizeIs(2));
  for (const auto& answer : stream_->answers) {
    EXPECT_EQ(answer.assessment().content_revision(), revision);
  }
  EXPECT_THAT(context_.initial_metadata,
              Contains(Pair("knead-content-revision", revision)));
}

TEST_F(AssessStreamTest, WhatIsNoMessageEndsIt) {
  Ask("1");
  handler_->OnMessage("\xff");
  Ask("2");
  EXPECT_THAT(stream_->answers, SizeIs(1));
  ASSERT_TRUE(stream_->end.has_value());
  EXPECT_EQ(stream_->end->code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(AssessStreamTest, EndsWithAnErrorAtOneMessageTooMany) {
  for (int i = 1; i <= kMostMessages; ++i) Ask(std::to_string(i));
  EXPECT_FALSE(stream_->end.has_value());
  Ask("one more");
  EXPECT_THAT(stream_->answers, SizeIs(kMostMessages));
  ASSERT_TRUE(stream_->end.has_value());
  EXPECT_EQ(stream_->end->code(), absl::StatusCode::kResourceExhausted);
}

TEST_F(AssessStreamTest, EndsWithAnErrorBehindTheAnswersWhenItsTimeIsOver) {
  EXPECT_EQ(stream_->wake, kBegin + kMostTime);
  Ask("1");
  handler_->OnWake();
  EXPECT_THAT(stream_->answers, SizeIs(1));
  ASSERT_TRUE(stream_->end.has_value());
  EXPECT_EQ(stream_->end->code(), absl::StatusCode::kResourceExhausted);
}

TEST_F(AssessStreamTest, EndsWhenTheServerDoes) {
  Ask("1");
  handler_->OnShutdown();
  EXPECT_THAT(stream_->answers, SizeIs(1));
  ASSERT_TRUE(stream_->end.has_value());
  EXPECT_EQ(stream_->end->code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace rpc
}  // namespace knead
