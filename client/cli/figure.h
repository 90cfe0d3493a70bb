#ifndef KNEAD_CLIENT_CLI_FIGURE_H_
#define KNEAD_CLIENT_CLI_FIGURE_H_

#include "absl/status/status.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/cli/library.h"

namespace knead::cli {

// Prints the picture that `arguments` ask for, or writes it to their file and
// prints what it shows. INVALID_ARGUMENT that begins with the option at fault,
// or for a name that there is not; or the error of a call that failed.
absl::Status RunFigure(const FigureArguments& arguments, Library& library,
                       const Environment& environment, const Answer& answer);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_FIGURE_H_
