#include <iostream>

#include "gtest/gtest.h"
#include "tests/extraction/score.h"

namespace knead {
namespace {

TEST(TuningTest, ReadsWhatACarefulReaderWould) {
  const Score score = ScoreFile("tests/extraction/tuning.textproto");
  for (const std::string& difference : score.differences) {
    std::cout << difference << "\n";
  }
  std::cout << ScoreTable(score);
  EXPECT_TRUE(score.denied_dangers.empty());
}

}  // namespace
}  // namespace knead
