#include "client/cli/completion/command_model.h"

#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

CommandLineModel Model() {
  absl::StatusOr<CommandLineModel> model;
  DescribeCommandLine([&](const CLI::App& app) { model = ModelOf(app); });
  EXPECT_TRUE(model.ok()) << model.status();
  return model.ok() ? *std::move(model) : CommandLineModel{};
}

const CommandModel& CommandNamed(const CommandLineModel& model,
                                 const std::string& name) {
  for (const CommandModel& command : model.commands) {
    if (command.name == name) return command;
  }
  static const auto& none = *new CommandModel;
  ADD_FAILURE() << "there is no command " << name;
  return none;
}

const OptionModel& OptionNamed(const std::vector<OptionModel>& options,
                               const std::string& name) {
  for (const OptionModel& option : options) {
    for (const std::string& each : option.names) {
      if (each == name) return option;
    }
  }
  static const auto& none = *new OptionModel;
  ADD_FAILURE() << "there is no option " << name;
  return none;
}

bool Parses(const std::vector<std::string>& args) {
  std::istringstream in;
  std::ostringstream out;
  return ParseArguments(args, Environment{in, out, out}).ok();
}

TEST(CommandModelTest, HoldsEveryCommandAndOption) {
  const CommandLineModel model = Model();
  DescribeCommandLine([&](const CLI::App& app) {
    for (const CLI::App* command :
         app.get_subcommands([](const CLI::App*) { return true; })) {
      const CommandModel& found = CommandNamed(model, command->get_name());
      EXPECT_NE(found.summary, "") << found.name;
      for (const CLI::Option* option : command->get_options()) {
        if (option->get_positional() || option == command->get_help_ptr()) {
          continue;
        }
        for (const std::string& name : option->get_lnames()) {
          EXPECT_NE(OptionNamed(found.options, "--" + name).summary, "");
        }
      }
    }
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& name : option->get_lnames()) {
        EXPECT_NE(OptionNamed(model.general, "--" + name).summary, "");
      }
    }
  });
}

TEST(CommandModelTest, KnowsWhatAValueCanBe) {
  const CommandLineModel model = Model();
  const CommandModel& assess = CommandNamed(model, "assess");
  EXPECT_THAT(OptionNamed(assess.options, "--present").value.lookups,
              ElementsAre("findings"));
  const OptionModel& quantity = OptionNamed(assess.options, "--quantity");
  EXPECT_THAT(quantity.value.lookups, ElementsAre("findings --kind quantity"));
  EXPECT_EQ(quantity.value.suffix, "=");
  EXPECT_TRUE(OptionNamed(assess.options, "--case").value.files);
  EXPECT_FALSE(OptionNamed(assess.options, "--deny-rest").takes_value);
  EXPECT_THAT(OptionNamed(CommandNamed(model, "rules").options, "--urgency")
                  .value.words,
              Contains("same-day"));
  EXPECT_THAT(CommandNamed(model, "techniques").positional.lookups,
              ElementsAre("techniques"));
  EXPECT_TRUE(CommandNamed(model, "evaluate").positional.files);
  EXPECT_TRUE(CommandNamed(model, "info").positional.empty());
}

TEST(CommandModelTest, TheSummaryIsTheFirstSentence) {
  const CommandLineModel model = Model();
  EXPECT_EQ(CommandNamed(model, "assess").summary,
            "May you massage, and if so, how");
  EXPECT_EQ(OptionNamed(model.general, "--server").summary,
            "Asks the server at this address, as host:port or unix:/path");
}

TEST(CommandModelTest, EveryWordOfferedForAGeneralOptionIsTaken) {
  for (const OptionModel& option : Model().general) {
    for (const std::string& word : option.value.words) {
      EXPECT_TRUE(Parses({"plan", option.names.back(), word}))
          << option.names.back() << " " << word;
    }
  }
}

TEST(CommandModelTest, EveryWordOfferedForAnOptionOfACommandIsTaken) {
  for (const CommandModel& command : Model().commands) {
    for (const OptionModel& option : command.options) {
      for (const std::string& word : option.value.words) {
        std::vector<std::string> args = {command.name, option.names.back(),
                                         word};
        if (command.name == "figure" || command.name == "search") {
          args.insert(args.begin() + 1, "x");
        }
        EXPECT_TRUE(Parses(args))
            << command.name << " " << option.names.back() << " " << word;
      }
    }
  }
}

TEST(CommandModelTest, EveryLookupIsACommand) {
  const CommandLineModel model = Model();
  std::set<std::string> lookups;
  const auto add = [&lookups](const Offer& offer) {
    lookups.insert(offer.lookups.begin(), offer.lookups.end());
  };
  for (const CommandModel& command : model.commands) {
    add(command.positional);
    for (const OptionModel& option : command.options) add(option.value);
  }
  EXPECT_THAT(lookups, IsSupersetOf({"findings", "techniques", "regions"}));
  for (const std::string& lookup : lookups) {
    CommandNamed(model, lookup.substr(0, lookup.find(' ')));
  }
}

TEST(CommandModelTest, SaysWhichPlaceholderIsNotKnown) {
  CLI::App app("", "knead");
  std::string value;
  app.add_option("--moon", value, "The moon.")->type_name("PHASE_OF_MOON");
  const absl::StatusOr<CommandLineModel> model = ModelOf(app);
  EXPECT_TRUE(absl::IsInternal(model.status()));
  EXPECT_THAT(std::string(model.status().message()), HasSubstr("--moon"));
  EXPECT_THAT(std::string(model.status().message()),
              HasSubstr("PHASE_OF_MOON"));
}

}  // namespace
}  // namespace knead::cli
