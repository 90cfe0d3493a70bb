#ifndef KNEAD_CLIENT_CLI_EVALUATE_H_
#define KNEAD_CLIENT_CLI_EVALUATE_H_

#include "absl/status/statusor.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/cli/exit_code.h"
#include "client/cli/library.h"

namespace knead::cli {

// Asks the server each case of the files, and reports where its answers are not
// the expected ones: kAnswered when all are as expected, kDiffers otherwise.
// All files are read before the first is asked.
//
// INVALID_ARGUMENT that begins with the file and the line when a case is at
// fault; otherwise the error of the call that failed.
absl::StatusOr<ExitCode> RunEvaluate(const EvaluateArguments& arguments,
                                     Library& library,
                                     const Environment& environment,
                                     const Answer& answer);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_EVALUATE_H_
