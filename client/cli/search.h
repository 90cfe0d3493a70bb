#ifndef KNEAD_CLIENT_CLI_SEARCH_H_
#define KNEAD_CLIENT_CLI_SEARCH_H_

#include "absl/status/status.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/library.h"

namespace knead::cli {

// Shows what there is on some words. For programs it is the message of the
// Search method. INVALID_ARGUMENT that begins with the option at fault; or the
// error of a call that failed.
absl::Status RunSearch(const SearchArguments& arguments, Library& library,
                       const Answer& answer);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_SEARCH_H_
