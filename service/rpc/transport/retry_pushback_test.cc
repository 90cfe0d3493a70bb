#include "service/rpc/transport/retry_pushback.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace knead {
namespace rpc {
namespace {

TEST(RetryPushbackTest, TheDelayOfAStatusIsTheOneThatItWasGiven) {
  for (const absl::Duration delay :
       {absl::ZeroDuration(), absl::Milliseconds(1), absl::Milliseconds(999),
        absl::Milliseconds(1500), absl::Nanoseconds(1), absl::Hours(1)}) {
    const absl::Status status =
        WithRetryInfo(absl::ResourceExhaustedError("full"), delay);
    EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
    EXPECT_EQ(status.message(), "full");
    EXPECT_EQ(RetryDelay(status), delay);
    EXPECT_EQ(RetryPushback(status),
              absl::StrCat(absl::ToInt64Milliseconds(delay)));
  }
}

TEST(RetryPushbackTest, AStatusWithoutRetryInfoHasNoDelay) {
  EXPECT_EQ(RetryDelay(absl::OkStatus()), absl::nullopt);
  EXPECT_EQ(RetryDelay(absl::UnavailableError("gone")), absl::nullopt);
  EXPECT_EQ(RetryPushback(absl::UnavailableError("gone")), absl::nullopt);
}

}  // namespace
}  // namespace rpc
}  // namespace knead
