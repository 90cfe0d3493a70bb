#ifndef KNEAD_CLIENT_CLI_TESTING_SAMPLE_ASSESSMENT_H_
#define KNEAD_CLIENT_CLI_TESTING_SAMPLE_ASSESSMENT_H_

#include <string>

#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// The assessment in `assessment_<name>.textproto` beside this file, or an empty
// one and a failed test. They fit the sample content.
v1::Assessment SampleAssessment(const std::string& name);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_TESTING_SAMPLE_ASSESSMENT_H_
