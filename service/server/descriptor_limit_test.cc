#include "service/server/descriptor_limit.h"

#include <sys/resource.h>

#include "gtest/gtest.h"

namespace knead {
namespace {

rlimit Limit() {
  rlimit limit{};
  EXPECT_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
  return limit;
}

void SetLimit(rlim_t soft, rlim_t hard) {
  const rlimit limit = {soft, hard};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

// One test: a hard limit that was lowered stays so.
TEST(DescriptorLimitTest, RaisesToWhatIsWantedAndNoFurtherThanItMay) {
  SetLimit(100, 200);
  EXPECT_EQ(RaiseDescriptorLimit(150), 150);
  EXPECT_EQ(Limit().rlim_cur, 150u);
  // High enough.
  EXPECT_EQ(RaiseDescriptorLimit(120), 150);
  EXPECT_EQ(Limit().rlim_cur, 150u);
  EXPECT_EQ(RaiseDescriptorLimit(200), 200);
  // More than it may.
  SetLimit(100, 200);
  EXPECT_EQ(RaiseDescriptorLimit(201), 200);
  EXPECT_EQ(Limit().rlim_cur, 200u);
}

}  // namespace
}  // namespace knead
