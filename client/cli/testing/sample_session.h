#ifndef KNEAD_CLIENT_CLI_TESTING_SAMPLE_SESSION_H_
#define KNEAD_CLIENT_CLI_TESTING_SAMPLE_SESSION_H_

#include <string>

#include "knead/v1/session.pb.h"

namespace knead::cli {

// The response in `session_<name>.textproto` beside this file with that sample
// assessment, or an empty one and a failed test. They fit the sample content.
v1::PlanSessionResponse SampleSession(const std::string& name,
                                      const std::string& assessment);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_TESTING_SAMPLE_SESSION_H_
