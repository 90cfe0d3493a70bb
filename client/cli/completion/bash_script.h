#ifndef KNEAD_CLIENT_CLI_COMPLETION_BASH_SCRIPT_H_
#define KNEAD_CLIENT_CLI_COMPLETION_BASH_SCRIPT_H_

#include <string>

#include "client/cli/completion/command_model.h"

namespace knead::cli {

// The script that completes `knead` in bash. It is sourced, and needs bash 4
// alone.
std::string BashScript(const CommandLineModel& model);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COMPLETION_BASH_SCRIPT_H_
