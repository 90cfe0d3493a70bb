#ifndef KNEAD_CLIENT_CLI_LOOKUP_COMMANDS_H_
#define KNEAD_CLIENT_CLI_LOOKUP_COMMANDS_H_

#include <string>
#include <vector>

namespace knead::cli {

// A filter of a lookup command.
struct LookupFilter {
  // The field of the List request. The flag is called after it, with hyphens.
  std::string field;
  // What the flag's value stands for in the help, e.g. `REGION`.
  std::string placeholder;
  // What the flag does. The values of an enum are added to it.
  std::string help;
};

// How a command that looks things up is offered on the command line.
struct LookupCommand {
  // `techniques`; the kCommand of a kind.
  std::string command;
  std::string help;
  std::vector<LookupFilter> filters;
  // Whole command lines.
  std::vector<std::string> examples;
};

// All of them: one for each kind of resource.
const std::vector<LookupCommand>& LookupCommands();

// The flag of a filter, e.g. `--muscle-group`.
std::string FilterFlag(const std::string& field);

// The values that a filter on an enum takes; none for others.
std::vector<std::string> FilterChoices(const std::string& command,
                                       const std::string& field);

// `: one of a, b or c` for a filter on an enum; nothing for others.
std::string FilterValues(const std::string& command, const std::string& field);

// The kinds that a search can be kept to, as they are typed.
std::vector<std::string> SearchKinds();

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_LOOKUP_COMMANDS_H_
