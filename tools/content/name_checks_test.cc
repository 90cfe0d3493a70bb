#include "tools/content/name_checks.h"

#include <gtest/gtest.h>

#include <vector>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

std::vector<FaultCase> Cases() {
  return {
      {"NameOfAnother",
       {{"tools/hands.textproto", R"(name: "tools/hands")",
         R"(name: "tools/stick")"}},
       {"tools/hands.textproto:4: name: does not say where the file stands;"
        " write `tools/hands`"}},
      {"NameOfAnotherKind",
       {{"muscle_groups/calves.textproto", R"(name: "muscleGroups/calves")",
         R"(name: "muscle_groups/calves")"}},
       {"muscle_groups/calves.textproto:4: name: does not say where the"
        " file stands; write `muscleGroups/calves`"}},
      {"NameIsMissing",
       {{"tools/hands.textproto", R"(name: "tools/hands"
)",
         ""}},
       {"tools/hands.textproto:1: name: is required and empty; write"
        " `tools/hands`"}},
      {"DisplayNameTwice",
       {{"tools/stick.textproto", R"("massage stick")", R"("Hands")"}},
       {"tools/stick.textproto:5: display_name: `Hands` is also the id of"
        " tools/hands; choose another"}},
      {"DisplayNameIsAnId",
       {{"tools/hands.textproto", R"(display_name: "hands")",
         R"(display_name: "stick")"}},
       {"tools/hands.textproto:5: display_name: `stick` is also the id of"
        " tools/stick; choose another"}},
      {"AliasIsAnId",
       {{"tools/hands.textproto", R"(aliases: "fingers")",
         R"(aliases: "Stick")"}},
       {"tools/hands.textproto:7: aliases[0]: `Stick` is also the id of"
        " tools/stick; choose another"}},
      {"AliasIsADisplayName",
       {{"tools/hands.textproto", R"(aliases: "fingers")",
         R"(aliases: "massage-stick")"}},
       {"tools/hands.textproto:7: aliases[0]: `massage-stick` is also the"
        " display name of tools/stick; choose another"}},
      {"AliasTwice",
       {{"tools/stick.textproto", "best_for", R"(aliases: "Fingers"
best_for)"}},
       {"tools/stick.textproto:7: aliases[0]: `Fingers` is also an alias of"
        " tools/hands; choose another"}},
  };
}

using NameChecksTest = testing::TestWithParam<FaultCase>;

TEST_P(NameChecksTest, TellsEveryFaultAndNoOther) { ExpectFaults(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, NameChecksTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
