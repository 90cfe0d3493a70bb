#ifndef KNEAD_CLIENT_CLI_EXPLAIN_H_
#define KNEAD_CLIENT_CLI_EXPLAIN_H_

#include "absl/status/status.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/cli/library.h"

namespace knead::cli {

// Says what would change the answer for the person that `arguments` describe.
// INVALID_ARGUMENT that begins with the option at fault; or the error of a call
// that failed.
absl::Status RunExplain(const ExplainArguments& arguments, Library& library,
                        const Environment& environment, const Answer& answer);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_EXPLAIN_H_
