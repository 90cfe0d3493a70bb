#ifndef KNEAD_CLIENT_CLI_COMPLETION_FISH_SCRIPT_H_
#define KNEAD_CLIENT_CLI_COMPLETION_FISH_SCRIPT_H_

#include <string>

#include "client/cli/completion/command_model.h"

namespace knead::cli {

// The script that completes `knead` in fish. It stands in a folder of
// completions as `knead.fish`.
std::string FishScript(const CommandLineModel& model);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COMPLETION_FISH_SCRIPT_H_
