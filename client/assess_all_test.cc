#include "client/assess_all.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "client/assessment_stream.h"
#include "client/mocks/mock_assessment_stream.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead {
namespace {

using ::testing::_;
using ::testing::InSequence;
using ::testing::Return;
using ::testing::SizeIs;

// A service that takes no further request while `room` answers wait to be read:
// who does not read while it writes waits for ever. It answers with the
// request's region as the engine's version, breaks after `breaks_after`
// answers, and then gives `end`.
class NarrowStream : public AssessmentStream {
 public:
  bool Write(absl::string_view request_id,
             const v1::AssessRequest& request) override {
    absl::MutexLock lock(&mutex_);
    const auto may_go_on = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return broken_ || answers_.size() < room;
    };
    mutex_.Await(absl::Condition(&may_go_on));
    if (broken_) return false;
    v1::Assessment assessment;
    assessment.set_engine_version(request.region_code());
    answers_.push_back({absl::StrCat(request_id, id_suffix), assessment});
    if (request.region_code() == "fault") {
      answers_.back().assessment = absl::InvalidArgumentError("at fault");
    }
    return true;
  }

  void WritesDone() override {
    absl::MutexLock lock(&mutex_);
    done_ = true;
  }

  std::optional<StreamedAssessment> Read() override {
    absl::MutexLock lock(&mutex_);
    const auto can_tell = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return broken_ || done_ || !answers_.empty();
    };
    mutex_.Await(absl::Condition(&can_tell));
    if (read_ == breaks_after) broken_ = true;
    if (broken_ || answers_.empty()) return std::nullopt;
    ++read_;
    StreamedAssessment answer = answers_.front();
    answers_.pop_front();
    return answer;
  }

  absl::Status Finish() override { return end; }

  void Cancel() override {
    absl::MutexLock lock(&mutex_);
    broken_ = true;
  }

  size_t room = 3;
  int breaks_after = -1;
  std::string id_suffix;
  absl::Status end;

 private:
  absl::Mutex mutex_;
  std::deque<StreamedAssessment> answers_ ABSL_GUARDED_BY(mutex_);
  int read_ ABSL_GUARDED_BY(mutex_) = 0;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
};

std::vector<v1::AssessRequest> Requests(int count) {
  std::vector<v1::AssessRequest> requests(count);
  for (int i = 0; i < count; ++i) requests[i].set_region_code(absl::StrCat(i));
  return requests;
}

TEST(AssessAllTest, ReadsWhileItWritesAndKeepsTheOrder) {
  NarrowStream stream;
  const auto results = AssessAllOver(stream, Requests(1000));
  ASSERT_THAT(results, SizeIs(1000));
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(results[i].ok()) << results[i].status();
    EXPECT_EQ(results[i]->engine_version(), absl::StrCat(i));
  }
}

TEST(AssessAllTest, NothingIsNoWork) {
  NarrowStream stream;
  EXPECT_THAT(AssessAllOver(stream, {}), SizeIs(0));
}

TEST(AssessAllTest, AFaultIsTheResultOfItsRequest) {
  NarrowStream stream;
  auto requests = Requests(3);
  requests[1].set_region_code("fault");
  const auto results = AssessAllOver(stream, requests);
  ASSERT_THAT(results, SizeIs(3));
  EXPECT_TRUE(results[0].ok());
  EXPECT_EQ(results[1].status(), absl::InvalidArgumentError("at fault"));
  EXPECT_TRUE(results[2].ok());
}

TEST(AssessAllTest, WhatABrokenStreamLeavesGetsItsStatus) {
  NarrowStream stream;
  stream.breaks_after = 4;
  stream.end = absl::UnavailableError("stopping");
  const auto results = AssessAllOver(stream, Requests(10));
  ASSERT_THAT(results, SizeIs(10));
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(results[i].status(),
              i < 4 ? absl::OkStatus() : absl::UnavailableError("stopping"));
  }
}

TEST(AssessAllTest, AnAnswerTooFewIsAnError) {
  NarrowStream stream;
  stream.breaks_after = 4;
  const auto results = AssessAllOver(stream, Requests(10));
  ASSERT_THAT(results, SizeIs(10));
  EXPECT_TRUE(results[3].ok());
  EXPECT_EQ(results[4].status().code(), absl::StatusCode::kInternal);
}

TEST(AssessAllTest, AnAnswerToAnotherRequestIsAnError) {
  NarrowStream stream;
  stream.id_suffix = "x";
  stream.end = absl::CancelledError("cancelled");
  const auto results = AssessAllOver(stream, Requests(10));
  ASSERT_THAT(results, SizeIs(10));
  for (const auto& result : results) {
    EXPECT_EQ(result.status().code(), absl::StatusCode::kInternal);
  }
}

TEST(AssessAllTest, CanBeTestedWithAMock) {
  MockAssessmentStream stream;
  EXPECT_CALL(stream, Write(absl::string_view("1"), _)).WillOnce(Return(true));
  EXPECT_CALL(stream, WritesDone);
  {
    const InSequence sequence;
    EXPECT_CALL(stream, Read)
        .WillOnce(Return(StreamedAssessment{"1", v1::Assessment()}));
    EXPECT_CALL(stream, Finish).WillOnce(Return(absl::OkStatus()));
  }
  const auto results = AssessAllOver(stream, Requests(1));
  ASSERT_THAT(results, SizeIs(1));
  EXPECT_TRUE(results[0].ok());
}

}  // namespace
}  // namespace knead
