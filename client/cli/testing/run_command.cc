#include "client/cli/testing/run_command.h"

#include <istream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/cli/environment.h"
#include "client/cli/run.h"
#include "client/connection.h"

namespace knead::cli {

namespace {

// Whether the next line comes in time; skips it if not.
bool ComesInTime(std::istream& in) {
  const std::streampos here = in.tellg();
  std::string line;
  if (std::getline(in, line) && line == kTimeIsUp) return false;
  in.clear();
  in.seekg(here);
  return true;
}

}  // namespace

CommandResult RunCommand(const std::vector<std::string>& args,
                         const CommandWorld& world) {
  std::istringstream in(world.in);
  std::ostringstream out;
  std::ostringstream err;
  Environment environment{in, out, err};
  environment.wait_for_input = [&in](absl::Time) { return ComesInTime(in); };
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
