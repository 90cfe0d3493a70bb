#include "client/cli/completion/bash_script.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "client/cli/completion/command_model.h"
#include "client/cli/completion/shell_words.h"

namespace knead::cli {
namespace {

// $1 is what the shell calls the command.
constexpr char kHead[] = R"(# bash completion for knead.
# Made from the commands and options of knead: not to be edited.

# _knead_ids LOOKUP...: the ids that `knead LOOKUP...` lists, from the content
# that is built in, so that no server is asked.
_knead_ids() {
  KNEAD_SERVER='' "${COMP_WORDS[0]}" "$@" --output textproto 2>/dev/null |
    ID_FILTER
}

# _knead_words WORDS: offers those that begin with what was typed.
_knead_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
}

_knead_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$current")
}

_knead() {
  local current=${COMP_WORDS[COMP_CWORD]}
  local before=${COMP_WORDS[COMP_CWORD - 1]}
  local command='' i
  COMPREPLY=()
  # --option=value is three words.
  if [[ $current == = ]]; then
    current=''
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      VALUE_OPTIONS)
        ((i++))
        ;;
      COMMANDS)
        command=${COMP_WORDS[i]}
        break
        ;;
    esac
  done
)";

constexpr char kTail[] = R"(}

complete -F _knead knead
)";

// The statement that makes an offer.
std::string Statement(const Offer& offer) {
  if (offer.files) return "_knead_files";
  if (!offer.words.empty()) {
    return absl::StrCat("_knead_words ",
                        Quoted(absl::StrJoin(offer.words, " ")));
  }
  std::vector<std::string> ids;
  for (const std::string& lookup : offer.lookups) {
    ids.push_back(absl::StrCat("_knead_ids ", lookup));
  }
  if (ids.empty()) return ":";
  std::string all = absl::StrJoin(ids, "; ");
  if (offer.suffix.empty())
    return absl::StrCat("_knead_words \"$(", all, ")\"");
  return absl::StrCat("compopt -o nospace 2>/dev/null; _knead_words \"$(", all,
                      " | sed 's/$/", offer.suffix, "/')\"");
}

// The branches for the value of an option; `command` is a pattern.
void AddValues(const std::string& command,
               const std::vector<OptionModel>& options, std::string* script) {
  for (const OptionModel& option : options) {
    if (!option.takes_value) continue;
    for (const std::string& name : option.names) {
      absl::StrAppend(script, "    ", command, "' ", name, "') ",
                      Statement(option.value), "; return ;;\n");
    }
  }
}

}  // namespace

std::string BashScript(const CommandLineModel& model) {
  std::string script = absl::StrReplaceAll(
      kHead, {{"ID_FILTER", kIdFilter},
              {"VALUE_OPTIONS", absl::StrJoin(ValueOptionNames(model), " | ")},
              {"COMMANDS", absl::StrJoin(CommandNames(model), " | ")}});
  absl::StrAppend(&script, "  case \"$command $before\" in\n");
  for (const CommandModel& command : model.commands) {
    AddValues(command.name, command.options, &script);
  }
  AddValues("*", model.general, &script);
  const std::string general = absl::StrJoin(OptionNames(model.general), " ");
  absl::StrAppend(&script, "  esac\n  case \"$command $current\" in\n");
  for (const CommandModel& command : model.commands) {
    absl::StrAppend(
        &script, "    ", command.name, "' -'*) _knead_words ",
        Quoted(absl::StrCat(absl::StrJoin(OptionNames(command.options), " "),
                            " ", general)),
        " ;;\n    ", command.name, "' '*) ", Statement(command.positional),
        " ;;\n");
  }
  absl::StrAppend(&script, "    ' -'*) _knead_words ", Quoted(general),
                  " ;;\n    *) _knead_words ",
                  Quoted(absl::StrJoin(CommandNames(model), " ")),
                  " ;;\n  esac\n", kTail);
  return script;
}

}  // namespace knead::cli
