#ifndef KNEAD_CLIENT_CLI_PLAN_H_
#define KNEAD_CLIENT_CLI_PLAN_H_

#include "absl/status/status.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/cli/library.h"

namespace knead::cli {

// Prints the session that `arguments` ask for: as a sheet of text, as a page
// with pictures, or for programs. With --deny-rest, numbers that are still
// needed are named on `environment.err`.
//
// INVALID_ARGUMENT that begins with the option at fault, or the error of a call
// that failed. That there is no session is an answer, and no error.
absl::Status RunPlan(const PlanArguments& arguments, Library& library,
                     const Environment& environment, const Answer& answer);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_PLAN_H_
