#ifndef KNEAD_CLIENT_CLI_COMPLETION_COMMAND_MODEL_H_
#define KNEAD_CLIENT_CLI_COMPLETION_COMMAND_MODEL_H_

#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "absl/status/statusor.h"

namespace knead::cli {

// What a shell can offer in one place of a command line.
struct Offer {
  // These words.
  std::vector<std::string> words;
  // The ids of what these lookups list, e.g. `findings --kind quantity`.
  std::vector<std::string> lookups;
  // Stands behind each of those ids, and more is typed after it: `=`.
  std::string suffix;
  // Names of files.
  bool files = false;

  bool empty() const { return words.empty() && lookups.empty() && !files; }
};

struct OptionModel {
  // With their hyphens.
  std::vector<std::string> names;
  // The first sentence of its help.
  std::string summary;
  bool takes_value = false;
  Offer value;
};

struct CommandModel {
  std::string name;
  // The first sentence of its help.
  std::string summary;
  std::vector<OptionModel> options;
  // What stands behind the command without a name of its own.
  Offer positional;
};

// A command line as completions need it: the same for every shell.
struct CommandLineModel {
  std::vector<OptionModel> general;
  std::vector<CommandModel> commands;
};

// Reads the tree of DescribeCommandLine(). What a value can be follows from its
// placeholder, such as FILE or REGION. INTERNAL when a placeholder is not
// known: this file's neighbour has a table of them.
absl::StatusOr<CommandLineModel> ModelOf(const CLI::App& app);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COMPLETION_COMMAND_MODEL_H_
