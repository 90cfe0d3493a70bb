#ifndef KNEAD_CLIENT_CLI_COACH_H_
#define KNEAD_CLIENT_CLI_COACH_H_

#include "absl/status/status.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/cli/library.h"

namespace knead::cli {

// Leads the person whom `arguments` describe through a session, on the whole
// screen where both streams are a terminal that can do so, and otherwise line
// by line. What came of it, with the assessment if there is a new one, is
// written to the answer's stream in the end.
//
// INVALID_ARGUMENT that begins with the option at fault; or the error of a call
// that failed.
absl::Status RunCoach(const CoachArguments& arguments, Library& library,
                      const Environment& environment, const Answer& answer);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_H_
