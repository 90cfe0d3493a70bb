#include "client/cli/completion/fish_script.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "client/cli/completion/command_model.h"
#include "client/cli/completion/shell_words.h"

namespace knead::cli {
namespace {

constexpr char kHead[] = R"(# fish completion for knead.
# Made from the commands and options of knead: not to be edited.

# __knead_ids LOOKUP...: the ids that `knead LOOKUP...` lists, from the content
# that is built in, so that no server is asked.
function __knead_ids
    KNEAD_SERVER= knead $argv --output textproto 2>/dev/null |
        ID_FILTER
end

complete -c knead -f
)";

std::string FishQuoted(absl::string_view text) {
  return absl::StrCat(
      "'", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"'", "\\'"}}), "'");
}

// What `complete -a` takes. The shell runs what stands in parentheses only when
// it is to be offered.
std::string Candidates(const Offer& offer) {
  if (!offer.words.empty()) return absl::StrJoin(offer.words, " ");
  std::vector<std::string> ids;
  for (const std::string& lookup : offer.lookups) {
    const std::string end = offer.suffix.empty()
                                ? ""
                                : absl::StrCat(" | string replace -r '$' ",
                                               FishQuoted(offer.suffix));
    ids.push_back(absl::StrCat("(__knead_ids ", lookup, end, ")"));
  }
  return absl::StrJoin(ids, " ");
}

// `when` is a condition in fish; empty: always.
void AddOptions(absl::string_view when, const std::vector<OptionModel>& options,
                std::string* script) {
  for (const OptionModel& option : options) {
    absl::StrAppend(script, "complete -c knead");
    if (!when.empty()) absl::StrAppend(script, " -n ", FishQuoted(when));
    for (const std::string& name : option.names) {
      absl::StrAppend(script, absl::StartsWith(name, "--") ? " -l " : " -s ",
                      name.substr(name.find_first_not_of('-')));
    }
    if (option.takes_value) {
      absl::StrAppend(script, option.value.files ? " -r -F" : " -x");
      const std::string candidates = Candidates(option.value);
      if (!candidates.empty()) {
        absl::StrAppend(script, " -a ", FishQuoted(candidates));
      }
    }
    absl::StrAppend(script, " -d ", FishQuoted(option.summary), "\n");
  }
}

}  // namespace

std::string FishScript(const CommandLineModel& model) {
  std::string script = absl::StrReplaceAll(kHead, {{"ID_FILTER", kIdFilter}});
  AddOptions("", model.general, &script);
  const std::string none =
      absl::StrCat("not __fish_seen_subcommand_from ",
                   absl::StrJoin(CommandNames(model), " "));
  for (const CommandModel& command : model.commands) {
    absl::StrAppend(&script, "\ncomplete -c knead -n ", FishQuoted(none),
                    " -a ", command.name, " -d ", FishQuoted(command.summary),
                    "\n");
    const std::string when =
        absl::StrCat("__fish_seen_subcommand_from ", command.name);
    AddOptions(when, command.options, &script);
    if (command.positional.empty()) continue;
    absl::StrAppend(&script, "complete -c knead -n ", FishQuoted(when));
    if (command.positional.files) {
      absl::StrAppend(&script, " -F\n");
    } else {
      absl::StrAppend(&script, " -a ",
                      FishQuoted(Candidates(command.positional)), "\n");
    }
  }
  return script;
}

}  // namespace knead::cli
