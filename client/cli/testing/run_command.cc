#include "client/cli/testing/run_command.h"

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/cli/environment.h"
#include "client/cli/run.h"
#include "client/connection.h"

namespace knead::cli {

CommandResult RunCommand(const std::vector<std::string>& args,
                         const CommandWorld& world) {
  std::istringstream in(world.in);
  std::ostringstream out;
  std::ostringstream err;
  Environment environment{in, out, err};
  environment.in_is_terminal = world.terminal;
  environment.out_is_terminal = world.terminal;
  environment.terminal_width = world.terminal_width;
  environment.variables = world.variables;
  if (world.connection != nullptr) {
    environment.embedded =
        [&]() -> absl::StatusOr<std::shared_ptr<Connection>> {
      return world.connection;
    };
  }
  CommandResult result;
  result.exit_code = RunKnead(args, environment);
  result.out = out.str();
  result.err = err.str();
  return result;
}

}  // namespace knead::cli
