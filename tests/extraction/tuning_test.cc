#include <iostream>
#include <string>

#include "gtest/gtest.h"
#include "tests/extraction/expect_score.h"

namespace knead {
namespace {

TEST(TuningTest, ReadsWhatACarefulReaderWould) {
  const Score score = ScoreFile("tests/extraction/tuning.textproto");
  for (const std::string& difference : score.differences) {
    std::cout << difference << "\n";
  }
  // A little under what was measured (README.md).
  ExpectScore(score, 0.98, 0.98);
}

}  // namespace
}  // namespace knead
