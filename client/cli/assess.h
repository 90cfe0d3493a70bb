#ifndef KNEAD_CLIENT_CLI_ASSESS_H_
#define KNEAD_CLIENT_CLI_ASSESS_H_

#include "absl/status/status.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/cli/library.h"

namespace knead::cli {

// Assesses what the command line, a case file, a text in the person's own words
// and, with --interactive, the person say. A text is talked about first: at a
// terminal or with --interactive the person confirms what was understood and
// is then asked what is open. An interview talks on the answer's stream when
// that is text, and on `environment.err` otherwise.
//
// With --deny-rest, numbers that are still needed are named on
// `environment.err`.
//
// INVALID_ARGUMENT when the input is at fault, or ends before the interview
// does; otherwise the error of the call that failed.
absl::Status RunAssess(const AssessArguments& arguments, Library& library,
                       const Environment& environment, const Answer& answer);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_ASSESS_H_
