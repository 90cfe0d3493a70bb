#include "client/cli/completion/command_model.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Option.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/lookup_commands.h"

namespace knead::cli {
namespace {

Offer Words(std::vector<std::string> words) {
  Offer offer;
  offer.words = std::move(words);
  return offer;
}

Offer Lookups(std::vector<std::string> lookups, std::string suffix = "") {
  Offer offer;
  offer.lookups = std::move(lookups);
  offer.suffix = std::move(suffix);
  return offer;
}

Offer Files() {
  Offer offer;
  offer.files = true;
  return offer;
}

// What the values of options can be, by placeholder. Nothing can be said about
// those whose offer is empty.
const std::map<std::string, Offer>& Offers() {
  static const auto& offers = *new std::map<std::string, Offer>{
      {"ADDRESS", {}},
      {"CODE", {}},
      {"COLUMNS", {}},
      {"CONTRAINDICATION", Lookups({"contraindications"})},
      {"FILE", Files()},
      {"FINDING", Lookups({"findings"})},
      {"FINDING=VALUE", Lookups({"findings --kind quantity"}, "=")},
      {"FINDING[@SITES]", Lookups({"findings"})},
      {"FORMAT", Words({"text", "json", "textproto", "html"})},
      {"GROUP", Lookups({"questions"})},
      {"HOST", {}},
      {"HOW", Words({"auto", "plaintext", "tls"})},
      {"INDICATION", Lookups({"indications"})},
      {"MUSCLE", Lookups({"muscles"})},
      {"N", {}},
      {"NAME", {}},
      {"REGION", Lookups({"regions"})},
      {"SIDE", Words({"left", "right"})},
      {"SITE", Lookups({"regions"})},
      {"TAG", {}},
      {"TECHNIQUE", Lookups({"techniques"})},
      {"TOOL", Lookups({"tools"})},
      {"WHEN", Words({"auto", "always", "never"})},
  };
  return offers;
}

// What a filter of a lookup takes when it is on an enum.
Offer FilterOffer(const std::string& command, const std::string& flag) {
  for (const LookupCommand& each : LookupCommands()) {
    if (each.command != command) continue;
    for (const LookupFilter& filter : each.filters) {
      if (FilterFlag(filter.field) == flag) {
        return Words(FilterChoices(command, filter.field));
      }
    }
  }
  return {};
}

// Without its full stop. What stands behind a colon only explains it.
std::string FirstSentence(absl::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const absl::string_view rest = text.substr(i + 1);
    const bool ends = rest.empty() || (rest.size() > 1 && rest[0] == ' ' &&
                                       !absl::ascii_islower(rest[1]));
    if ((text[i] == '.' && ends) || (text[i] == '?' && ends) ||
        (text[i] == ':' && absl::StartsWith(rest, " "))) {
      return std::string(text.substr(0, i));
    }
  }
  return std::string(text);
}

absl::StatusOr<OptionModel> OptionModelOf(const std::string& command,
                                          const CLI::Option& option) {
  OptionModel model;
  for (const std::string& name : option.get_snames()) {
    model.names.push_back(absl::StrCat("-", name));
  }
  for (const std::string& name : option.get_lnames()) {
    model.names.push_back(absl::StrCat("--", name));
  }
  model.summary = FirstSentence(option.get_description());
  model.takes_value = option.get_items_expected_max() > 0;
  if (!model.takes_value) return model;
  if (command == "search" && option.get_type_name() == "KIND") {
    model.value = Words(SearchKinds());
    return model;
  }
  model.value = FilterOffer(command, model.names.back());
  if (!model.value.empty()) return model;
  const auto it = Offers().find(option.get_type_name());
  if (it == Offers().end()) {
    return absl::InternalError(absl::StrCat(
        model.names.back(), " of \"", command, "\" takes ",
        option.get_type_name(), ", which Offers() does not know: add it"));
  }
  model.value = it->second;
  return model;
}

absl::StatusOr<Offer> PositionalOffer(const std::string& command,
                                      const std::string& name) {
  if (name == "FILE") return Files();
  // Anything can be written or looked for.
  if (name == "TEXT" || name == "WORDS") return Offer();
  if (command == "figure") return Lookups({"techniques", "muscles", "regions"});
  for (const LookupCommand& each : LookupCommands()) {
    if (each.command == command) return Lookups({command});
  }
  return absl::InternalError(absl::StrCat("\"", command, "\" takes ", name,
                                          ", which PositionalOffer() does not "
                                          "know: add it"));
}

}  // namespace

absl::StatusOr<CommandLineModel> ModelOf(const CLI::App& app) {
  CommandLineModel model;
  for (const CLI::Option* option : app.get_options()) {
    absl::StatusOr<OptionModel> general = OptionModelOf("", *option);
    if (!general.ok()) return general.status();
    model.general.push_back(*std::move(general));
  }
  for (const CLI::App* each :
       app.get_subcommands([](const CLI::App*) { return true; })) {
    CommandModel command;
    command.name = each->get_name();
    command.summary = FirstSentence(each->get_description());
    for (const CLI::Option* option : each->get_options()) {
      if (option->get_positional()) {
        absl::StatusOr<Offer> positional =
            PositionalOffer(command.name, option->get_name());
        if (!positional.ok()) return positional.status();
        command.positional = *std::move(positional);
      } else if (option != each->get_help_ptr()) {
        absl::StatusOr<OptionModel> own = OptionModelOf(command.name, *option);
        if (!own.ok()) return own.status();
        command.options.push_back(*std::move(own));
      }
    }
    model.commands.push_back(std::move(command));
  }
  return model;
}

}  // namespace knead::cli
