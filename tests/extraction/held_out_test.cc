#include <iostream>

#include "gtest/gtest.h"
#include "tests/extraction/score.h"

namespace knead {
namespace {

TEST(HeldOutTest, ReadsTextsThatItWasNotMadeFor) {
  const Score score = ScoreFile("tests/extraction/held_out.textproto");
  std::cout << ScoreTable(score);
  EXPECT_TRUE(score.denied_dangers.empty());
}

}  // namespace
}  // namespace knead
