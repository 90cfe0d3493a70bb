#include "tests/extraction/expect_score.h"

#include <iostream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {

void ExpectScore(const Score& score, double least_precision,
                 double least_recall) {
  std::cout << ScoreTable(score);
  EXPECT_THAT(score.denied_dangers, testing::IsEmpty());
  EXPECT_GE(score.all.Precision(), least_precision);
  EXPECT_GE(score.all.Recall(), least_recall);
  EXPECT_GE(3 * score.texts_with_context, score.texts);
}

}  // namespace knead
