#include "client/cli/completion/zsh_script.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "client/cli/completion/command_model.h"
#include "client/cli/completion/shell_words.h"

namespace knead::cli {
namespace {

constexpr char kHead[] = R"(#compdef knead
# Made from the commands and options of knead: not to be edited.

# _knead_ids LOOKUP...: the ids that `knead LOOKUP...` lists, from the content
# that is built in, so that no server is asked.
_knead_ids() {
  KNEAD_SERVER='' "${words[1]}" "$@" --output textproto 2>/dev/null |
    ID_FILTER
}

_knead() {
  local command='' before=${words[CURRENT-1]} i
  local -a commands options ids
  if [[ ${words[CURRENT]} == --*=* ]]; then
    before=${words[CURRENT]%%=*}
    compset -P '*='
  fi
  for ((i = 2; i < CURRENT; i++)); do
    case ${words[i]} in
      (VALUE_OPTIONS)
        ((i++))
        ;;
      (COMMANDS)
        command=${words[i]}
        break
        ;;
    esac
  done
)";

constexpr char kTail[] = R"(
  if [[ ${words[CURRENT]} == -* ]]; then
    _describe -o option options
    return
  fi
)";

// The statement that makes an offer.
std::string Statement(const Offer& offer) {
  if (offer.files) return "_files";
  if (!offer.words.empty()) {
    return absl::StrCat("compadd -- ", absl::StrJoin(offer.words, " "));
  }
  std::vector<std::string> ids;
  for (const std::string& lookup : offer.lookups) {
    ids.push_back(absl::StrCat("${(f)\"$(_knead_ids ", lookup, ")\"}"));
  }
  if (ids.empty()) return ":";
  return absl::StrCat("ids=(", absl::StrJoin(ids, " "), "); compadd ",
                      offer.suffix.empty()
                          ? ""
                          : absl::StrCat("-S ", Quoted(offer.suffix), " "),
                      "-a ids");
}

void AddValues(const std::string& command,
               const std::vector<OptionModel>& options, std::string* script) {
  for (const OptionModel& option : options) {
    if (!option.takes_value) continue;
    for (const std::string& name : option.names) {
      absl::StrAppend(script, "    (", command, "' ", name, "') ",
                      Statement(option.value), "; return ;;\n");
    }
  }
}

// `name:what it is`, as _describe takes it.
std::string Described(absl::string_view name, absl::string_view summary) {
  return Quoted(absl::StrCat(name, ":", summary));
}

std::string DescribedOptions(const std::vector<OptionModel>& options) {
  std::vector<std::string> described;
  for (const OptionModel& option : options) {
    for (const std::string& name : option.names) {
      described.push_back(Described(name, option.summary));
    }
  }
  return absl::StrJoin(described, "\n      ");
}

}  // namespace

std::string ZshScript(const CommandLineModel& model) {
  std::string script = absl::StrReplaceAll(
      kHead, {{"ID_FILTER", kIdFilter},
              {"VALUE_OPTIONS", absl::StrJoin(ValueOptionNames(model), " | ")},
              {"COMMANDS", absl::StrJoin(CommandNames(model), " | ")}});
  absl::StrAppend(&script, "  case \"$command $before\" in\n");
  for (const CommandModel& command : model.commands) {
    AddValues(command.name, command.options, &script);
  }
  AddValues("*", model.general, &script);
  absl::StrAppend(&script, "  esac\n  options=(\n      ",
                  DescribedOptions(model.general), "\n  )\n",
                  "  case $command in\n");
  for (const CommandModel& command : model.commands) {
    if (command.options.empty()) continue;
    absl::StrAppend(&script, "    (", command.name, ") options+=(\n      ",
                    DescribedOptions(command.options), "\n    ) ;;\n");
  }
  absl::StrAppend(&script, "  esac", kTail, "  case $command in\n    ('')\n",
                  "      commands=(");
  for (const CommandModel& command : model.commands) {
    absl::StrAppend(&script, "\n        ",
                    Described(command.name, command.summary));
  }
  absl::StrAppend(&script,
                  "\n      )\n      _describe command commands\n      ;;\n");
  for (const CommandModel& command : model.commands) {
    absl::StrAppend(&script, "    (", command.name, ") ",
                    Statement(command.positional), " ;;\n");
  }
  absl::StrAppend(&script, "  esac\n}\n\n_knead \"$@\"\n");
  return script;
}

}  // namespace knead::cli
