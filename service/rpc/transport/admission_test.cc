#include "service/rpc/transport/admission.h"

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/retry_pushback.h"
#include "service/rpc/transport/transport_errors.h"

namespace knead {
namespace rpc {
namespace {

TEST(AdmissionTest, TakesAsManyAsMayBe) {
  Admission admission({/*max_calls=*/2, /*max_streams=*/1});
  EXPECT_TRUE(admission.EnterCall());
  EXPECT_TRUE(admission.EnterCall());
  EXPECT_FALSE(admission.EnterCall());
  EXPECT_EQ(admission.calls(), 2);
  admission.LeaveCall();
  EXPECT_TRUE(admission.EnterCall());
  EXPECT_FALSE(admission.EnterCall());
  // Streams have a limit of their own.
  EXPECT_TRUE(admission.EnterStream());
  EXPECT_FALSE(admission.EnterStream());
  EXPECT_EQ(admission.streams(), 1);
  admission.LeaveStream();
  EXPECT_TRUE(admission.EnterStream());
}

TEST(AdmissionTest, SaysWhenStreamsHoldAsMuchAsTheyMay) {
  Admission admission({1, 1, /*max_unsent_bytes=*/10});
  admission.AddUnsent(9);
  EXPECT_FALSE(admission.IsUnsentFull());
  admission.AddUnsent(1);
  EXPECT_TRUE(admission.IsUnsentFull());
  admission.AddUnsent(-1);
  EXPECT_FALSE(admission.IsUnsentFull());
  EXPECT_EQ(admission.unsent_bytes(), 9);
}

TEST(AdmissionTest, NeverTakesMoreThanMayBeFromManyThreads) {
  constexpr int kMost = 3;
  Admission admission({kMost, 1});
  std::atomic<int> inside{0};
  std::atomic<int> too_many{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10000; ++i) {
        if (!admission.EnterCall()) continue;
        if (++inside > kMost) ++too_many;
        --inside;
        admission.LeaveCall();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(too_many, 0);
  EXPECT_EQ(admission.calls(), 0);
}

// What a client reads of a refusal.
void ExpectRefusal(const Refusal& refusal, absl::string_view reason) {
  EXPECT_EQ(refusal.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(refusal.wire_status.error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(refusal.wire_status.error_details()));
  ASSERT_EQ(details.details_size(), 2);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(details.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), reason);
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(details.details(1).UnpackTo(&retry));
  const absl::optional<absl::Duration> delay = RetryDelay(refusal.status);
  ASSERT_TRUE(delay.has_value());
  EXPECT_EQ(absl::Nanoseconds(retry.retry_delay().nanos()), *delay);
  EXPECT_GE(*delay, kMinRetryDelay);
  EXPECT_LE(*delay, kMaxRetryDelay);
  int64_t milliseconds = 0;
  ASSERT_TRUE(absl::SimpleAtoi(refusal.pushback, &milliseconds));
  EXPECT_EQ(absl::Milliseconds(milliseconds), *delay);
}

TEST(AdmissionTest, RefusalsSayWhyAndWhenToComeAgain) {
  Admission admission({1, 1});
  for (int i = 0; i < 100; ++i) {
    ExpectRefusal(admission.RefuseCall(), kReasonOverloaded);
    ExpectRefusal(admission.RefuseStream(), kReasonTooManyStreams);
  }
  EXPECT_EQ(admission.refused_calls(), 100);
  EXPECT_EQ(admission.refused_streams(), 100);
}

TEST(AdmissionTest, WhoIsRefusedTogetherDoesNotComeBackTogether) {
  Admission admission({1, 1});
  std::set<std::string> delays;
  std::string before;
  for (int i = 0; i < 16; ++i) {
    const std::string delay = admission.RefuseCall().pushback;
    EXPECT_NE(delay, before);
    before = delay;
    delays.insert(delay);
  }
  EXPECT_EQ(delays.size(), 16u);
  EXPECT_EQ(delays.count("50"), 1u);
  EXPECT_EQ(delays.count("150"), 1u);
}

}  // namespace
}  // namespace rpc
}  // namespace knead
