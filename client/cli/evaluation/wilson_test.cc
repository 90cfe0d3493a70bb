#include "client/cli/evaluation/wilson.h"

#include <ostream>
#include <vector>

#include "gtest/gtest.h"

namespace knead::cli {
namespace {

struct Published {
  int count;
  int total;
  double lower;
  double upper;
};

std::ostream& operator<<(std::ostream& out, const Published& published) {
  return out << published.count << " of " << published.total;
}

class WilsonTest : public testing::TestWithParam<Published> {};

TEST_P(WilsonTest, IsTheIntervalOfTheLiterature) {
  const Published& expected = GetParam();
  const Interval interval = WilsonInterval(expected.count, expected.total);
  EXPECT_NEAR(interval.lower, expected.lower, 5e-5);
  EXPECT_NEAR(interval.upper, expected.upper, 5e-5);
}

// The examples of Newcombe RG. Two-sided confidence intervals for the single
// proportion. Stat Med 1998;17:857-872, table I.
INSTANTIATE_TEST_SUITE_P(Newcombe, WilsonTest,
                         testing::ValuesIn(std::vector<Published>{
                             {81, 263, 0.2553, 0.3662},
                             {15, 148, 0.0624, 0.1605},
                             {0, 20, 0.0, 0.1611},
                             {1, 29, 0.0061, 0.1718},
                         }));

TEST(WilsonIntervalTest, StaysWithinWhatIsPossible) {
  EXPECT_EQ(WilsonInterval(0, 100).lower, 0);
  EXPECT_EQ(WilsonInterval(100, 100).upper, 1);
  EXPECT_LT(WilsonInterval(100, 100).lower, 1);
}

TEST(WilsonIntervalTest, KnowsNothingWithoutCases) {
  EXPECT_EQ(WilsonInterval(0, 0).lower, 0);
  EXPECT_EQ(WilsonInterval(0, 0).upper, 1);
}

}  // namespace
}  // namespace knead::cli
