#include "client/cli/completion/shell_words.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "client/cli/completion/command_model.h"

namespace knead::cli {

std::string Quoted(absl::string_view text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", R"('\'')"}}), "'");
}

std::vector<std::string> ValueOptionNames(const CommandLineModel& model) {
  std::set<std::string> names;
  const auto add = [&names](const std::vector<OptionModel>& options) {
    for (const OptionModel& option : options) {
      if (option.takes_value) {
        names.insert(option.names.begin(), option.names.end());
      }
    }
  };
  add(model.general);
  for (const CommandModel& command : model.commands) add(command.options);
  return {names.begin(), names.end()};
}

std::vector<std::string> OptionNames(const std::vector<OptionModel>& options) {
  std::vector<std::string> names;
  for (const OptionModel& option : options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

std::vector<std::string> CommandNames(const CommandLineModel& model) {
  std::vector<std::string> names;
  for (const CommandModel& command : model.commands) {
    names.push_back(command.name);
  }
  return names;
}

}  // namespace knead::cli
