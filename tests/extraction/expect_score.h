#ifndef KNEAD_TESTS_EXTRACTION_EXPECT_SCORE_H_
#define KNEAD_TESTS_EXTRACTION_EXPECT_SCORE_H_

#include "tests/extraction/score.h"

namespace knead {

// Prints the score, and expects that no danger which a text states came out
// absent, that precision and recall are at least these, and that a third of the
// texts or more say of something that it is not simply so.
void ExpectScore(const Score& score, double least_precision,
                 double least_recall);

}  // namespace knead

#endif  // KNEAD_TESTS_EXTRACTION_EXPECT_SCORE_H_
