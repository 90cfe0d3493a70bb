#ifndef KNEAD_CLIENT_CLI_TESTING_RUN_COMMAND_H_
#define KNEAD_CLIENT_CLI_TESTING_RUN_COMMAND_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client/connection.h"

namespace knead::cli {

// What a command did.
struct CommandResult {
  int exit_code = 0;
  std::string out;
  std::string err;
};

// A line of input that never comes in time.
inline constexpr char kTimeIsUp[] = "(time is up)";

// The world of a command under test.
struct CommandWorld {
  // Answers it; null: there is no embedded server.
  std::shared_ptr<Connection> connection = nullptr;
  // Standard input. A command that waits for input no longer than to a certain
  // time waits in vain at each line that is kTimeIsUp.
  std::string in = "";
  bool terminal = false;
  int terminal_width = 0;
  std::map<std::string, std::string> variables = {};
};

// Runs `knead` with these arguments in that world.
CommandResult RunCommand(const std::vector<std::string>& args,
                         const CommandWorld& world);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_TESTING_RUN_COMMAND_H_
