#ifndef KNEAD_CLIENT_CLI_EXIT_CODE_H_
#define KNEAD_CLIENT_CLI_EXIT_CODE_H_

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"

namespace knead::cli {

// Marks a status as one of DiffersError: no server sends it.
inline constexpr absl::string_view kDiffersPayload = "knead.cli/differs";

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
  // What was compared is not the same: an answer that was not reproduced, or
  // whose receipt does not fit; a case that did not get the expected answer.
  kDiffers = 3,
};

// The status of a command that did what it was asked and found a difference.
inline absl::Status DiffersError(absl::string_view message) {
  absl::Status status = absl::AbortedError(message);
  status.SetPayload(kDiffersPayload, absl::Cord());
  return status;
}

// Whether it is one of these.
inline bool IsDiffers(const absl::Status& status) {
  return status.GetPayload(kDiffersPayload).has_value();
}

// The code for a command that ended in `status`. INVALID_ARGUMENT and NOT_FOUND
// are the user's, whoever noticed; everything else but OK is a failed call.
inline ExitCode ExitCodeFor(const absl::Status& status) {
  if (IsDiffers(status)) return kDiffers;
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
