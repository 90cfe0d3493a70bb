#ifndef KNEAD_CLIENT_CLI_REPLAY_H_
#define KNEAD_CLIENT_CLI_REPLAY_H_

#include "absl/status/status.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/client.h"

namespace knead::cli {

// Sends a saved request again, and says whether the answer is the one that was
// saved with it, byte for byte, and whether the saved receipt fits the two. For
// programs it writes the answer of now, and what it found to
// `environment.err`.
//
// OK: reproduced. DiffersError: not, or the receipt does not fit.
// INVALID_ARGUMENT: a file is at fault. Otherwise the error of the call.
absl::Status RunReplay(const ReplayArguments& arguments, const Client& client,
                       const Environment& environment, const Answer& answer);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_REPLAY_H_
