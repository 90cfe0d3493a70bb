#include "service/extraction/spelling.h"

#include <string>

#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(WithinSlipsTest, CountsEachKindOfSlip) {
  EXPECT_TRUE(WithinSlips("swollen", "swollen", 0));
  EXPECT_FALSE(WithinSlips("swolen", "swollen", 0));
  EXPECT_TRUE(WithinSlips("swolen", "swollen", 1));
  EXPECT_TRUE(WithinSlips("swolllen", "swollen", 1));
  EXPECT_TRUE(WithinSlips("swallen", "swollen", 1));
  EXPECT_TRUE(WithinSlips("swolnle", "swolnel", 1));
  EXPECT_TRUE(WithinSlips("wsollen", "swollen", 1));
}

TEST(WithinSlipsTest, AllowsNoMoreThanThat) {
  EXPECT_FALSE(WithinSlips("swolin", "swollen", 1));
  EXPECT_TRUE(WithinSlips("swolin", "swollen", 2));
  EXPECT_FALSE(WithinSlips("", "ab", 1));
  EXPECT_TRUE(WithinSlips("", "ab", 2));
}

TEST(WithinSlipsTest, IsFastForLongWords) {
  const std::string a(10000, 'a');
  EXPECT_TRUE(WithinSlips(a, a + "b", 1));
  EXPECT_FALSE(WithinSlips(a, std::string(10000, 'b'), 2));
}

}  // namespace
}  // namespace knead
