#ifndef KNEAD_TESTS_GOLDEN_GOLDEN_CASES_H_
#define KNEAD_TESTS_GOLDEN_GOLDEN_CASES_H_

#include <string>
#include <vector>

#include "client/cli/evaluation/evaluation_case.h"

namespace knead {

// The golden cases: all the case files that stand beside this one, by name.
// Stops the test's process, saying which, when one is faulty.
const std::vector<cli::EvaluationCaseFile>& GoldenCases();

// The name of a case's file without folder and ending, as a test's name.
std::string TestName(const cli::EvaluationCaseFile& file);

}  // namespace knead

#endif  // KNEAD_TESTS_GOLDEN_GOLDEN_CASES_H_
