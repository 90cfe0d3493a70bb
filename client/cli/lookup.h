#ifndef KNEAD_CLIENT_CLI_LOOKUP_H_
#define KNEAD_CLIENT_CLI_LOOKUP_H_

#include "absl/status/status.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/library.h"

namespace knead::cli {

// Lists resources, or shows one. For programs a list is the message of the List
// method with all pages in one, in full; a single resource is its own message.
// INVALID_ARGUMENT for names and filter values that there are not; otherwise
// the error of the call that failed. Writes nothing when it fails.
absl::Status RunLookup(const LookupArguments& arguments, Library& library,
                       const Answer& answer);

// Which content and which engine answer.
absl::Status RunInfo(Library& library, const Answer& answer);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_LOOKUP_H_
