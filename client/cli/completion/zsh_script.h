#ifndef KNEAD_CLIENT_CLI_COMPLETION_ZSH_SCRIPT_H_
#define KNEAD_CLIENT_CLI_COMPLETION_ZSH_SCRIPT_H_

#include <string>

#include "client/cli/completion/command_model.h"

namespace knead::cli {

// The script that completes `knead` in zsh. It stands in the fpath as `_knead`.
std::string ZshScript(const CommandLineModel& model);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COMPLETION_ZSH_SCRIPT_H_
