#include "client/cli/lookup_commands.h"

#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/cli/resource_kinds.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

// The number of the first field of a List request that is a filter.
constexpr int kFirstFilter = 10;

const LookupCommand* Find(const std::string& name) {
  for (const LookupCommand& command : LookupCommands()) {
    if (command.command == name) return &command;
  }
  return nullptr;
}

TEST(LookupCommandsTest, EveryKindHasACommandWithEveryFilter) {
  size_t kinds = 0;
  ForEachKind([&](auto kind) {
    ++kinds;
    const LookupCommand* command = Find(kind.kCommand);
    ASSERT_NE(command, nullptr) << kind.kCommand;
    std::set<std::string> offered;
    for (const LookupFilter& filter : command->filters) {
      offered.insert(filter.field);
    }
    std::set<std::string> fields;
    const auto* request = decltype(kind)::ListRequest::descriptor();
    for (int i = 0; i < request->field_count(); ++i) {
      if (request->field(i)->number() >= kFirstFilter) {
        fields.insert(request->field(i)->name());
      }
    }
    EXPECT_EQ(offered, fields) << kind.kCommand;
  });
  EXPECT_EQ(LookupCommands().size(), kinds);
}

TEST(LookupCommandsTest, ExamplesAreOfTheCommandThatTheyStandFor) {
  for (const LookupCommand& command : LookupCommands()) {
    EXPECT_FALSE(command.examples.empty()) << command.command;
    for (const std::string& example : command.examples) {
      EXPECT_TRUE(
          absl::StartsWith(absl::StrCat(example, " "),
                           absl::StrCat("knead ", command.command, " ")))
          << example;
    }
  }
}

TEST(FilterFlagTest, HasHyphens) {
  EXPECT_EQ(FilterFlag("muscle_group"), "--muscle-group");
}

TEST(FilterValuesTest, NamesTheValuesOfEnums) {
  EXPECT_EQ(FilterValues("rules", "urgency"),
            ": self-care, routine, soon, same-day, emergency.");
  EXPECT_EQ(FilterValues("rules", "finding"), "");
}

}  // namespace
}  // namespace knead::cli
