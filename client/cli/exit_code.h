#ifndef KNEAD_CLIENT_CLI_EXIT_CODE_H_
#define KNEAD_CLIENT_CLI_EXIT_CODE_H_

#include "absl/status/status.h"

namespace knead::cli {

// What the command returns to the shell. The help says the same.
enum ExitCode : int {
  // The question was answered, whatever the answer.
  kAnswered = 0,
  // The call failed: no server, no time, a fault.
  kCallFailed = 1,
  // The command line, a case file or an answer at the keyboard was at fault: a
  // name that nothing has, a flag that does not exist, input that ends before
  // the interview does.
  kUsage = 2,
  // `evaluate` alone: every case was answered, but not all as expected.
  kMissed = 3,
};

// The code for a command that ended in `status`. INVALID_ARGUMENT and NOT_FOUND
// are the user's, whoever noticed; everything else but OK is a failed call.
inline ExitCode ExitCodeFor(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return kAnswered;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
      return kUsage;
    default:
      return kCallFailed;
  }
}

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_EXIT_CODE_H_
