#ifndef KNEAD_CLIENT_CLI_FAILURE_H_
#define KNEAD_CLIENT_CLI_FAILURE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace knead::cli {

// What a command that failed says: one line for each thing at fault, each
// beginning with `knead: `. Fields that a server did not accept are named with
// what it said about them. `server` is the address asked; empty: the embedded
// one.
std::string FailureText(const absl::Status& status, absl::string_view server);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_FAILURE_H_
