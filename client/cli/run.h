#ifndef KNEAD_CLIENT_CLI_RUN_H_
#define KNEAD_CLIENT_CLI_RUN_H_

#include <string>
#include <vector>

#include "client/cli/environment.h"

namespace knead::cli {

// Runs the `knead` command with the arguments `args`, without the program's
// name, and returns its exit code (see exit_code.h). The answer goes to
// `environment.out`; errors and hints, each a line that begins with `knead: `,
// go to `environment.err`.
//
//   knead::cli::Environment environment = knead::cli::ProcessEnvironment();
//   return knead::cli::RunKnead({argv + 1, argv + argc}, environment);
int RunKnead(const std::vector<std::string>& args, Environment& environment);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RUN_H_
