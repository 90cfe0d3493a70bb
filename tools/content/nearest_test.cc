#include "tools/content/nearest.h"

#include <gtest/gtest.h>

namespace knead::content {
namespace {

TEST(NearestTest, FindsTheOneWithTheFewestChanges) {
  EXPECT_EQ(Nearest("sumary", {"name", "summary", "primary"}), "summary");
  EXPECT_EQ(Nearest("calf", {"calf", "calves"}), "calf");
}

TEST(NearestTest, TakesTheFirstOfEquallyNearOnes) {
  EXPECT_EQ(Nearest("abcd", {"abce", "abcf"}), "abce");
}

TEST(NearestTest, FindsNothingWhenMoreThanAThirdWouldChange) {
  EXPECT_EQ(Nearest("abc", {"abx"}), "abx");
  EXPECT_EQ(Nearest("abc", {"axy"}), "");
  EXPECT_EQ(Nearest("abc", {}), "");
}

}  // namespace
}  // namespace knead::content
