#ifndef KNEAD_CLIENT_CLI_EVALUATION_COMPARISON_H_
#define KNEAD_CLIENT_CLI_EVALUATION_COMPARISON_H_

#include <string>
#include <vector>

#include "knead/v1/assessment.pb.h"
#include "knead/v1/evaluation_case.pb.h"

namespace knead::cli {

// Where an answer is not the expected one, a sentence for each thing; empty
// when it is. Pure.
std::vector<std::string> Misses(const v1::ExpectedAssessment& expected,
                                const v1::Assessment& actual);

// What would have to be expected for `actual` to pass: everything in it, each
// list by name, and every technique either offered or withheld. Pure.
v1::ExpectedAssessment AsExpected(const v1::Assessment& actual);

// AsExpected as the block of a case file.
std::string ExpectedBlock(const v1::Assessment& actual);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_EVALUATION_COMPARISON_H_
