#include <iostream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/extraction/score.h"

namespace knead {
namespace {

using ::testing::IsEmpty;

// A little under what was measured (README.md).
constexpr double kLeastPrecision = 0.97;
constexpr double kLeastRecall = 0.97;

TEST(TuningTest, ReadsWhatACarefulReaderWould) {
  const Score score = ScoreFile("tests/extraction/tuning.textproto");
  for (const std::string& difference : score.differences) {
    std::cout << difference << "\n";
  }
  std::cout << ScoreTable(score);
  EXPECT_THAT(score.denied_dangers, IsEmpty());
  EXPECT_GE(score.all.Precision(), kLeastPrecision);
  EXPECT_GE(score.all.Recall(), kLeastRecall);
  // A third of the texts or more say of something that it is not simply so.
  EXPECT_GE(3 * score.texts_with_context, score.texts);
}

}  // namespace
}  // namespace knead
