#ifndef KNEAD_CLIENT_CLI_COMPLETION_SHELL_WORDS_H_
#define KNEAD_CLIENT_CLI_COMPLETION_SHELL_WORDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/cli/completion/command_model.h"

namespace knead::cli {

// Prints the ids of what is listed, one a line, behind a command `knead LOOKUP
// --output textproto`. The name of a resource is `collection/id`.
inline constexpr char kIdFilter[] =
    R"sed(sed -n 's|^  name: "[^/]*/\(.*\)"$|\1|p')sed";

// `text` as one word of bash and zsh, in single quotes.
std::string Quoted(absl::string_view text);

// The names of all options of the command line that take a value, each once.
std::vector<std::string> ValueOptionNames(const CommandLineModel& model);

// The names of all options of `options`.
std::vector<std::string> OptionNames(const std::vector<OptionModel>& options);

// The names of all commands.
std::vector<std::string> CommandNames(const CommandLineModel& model);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COMPLETION_SHELL_WORDS_H_
