#include "service/search/completion.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

CompletionTable SomeTable() {
  CompletionTable table;
  table.AddName("patellar tendon");
  table.AddName("patella");
  table.AddName("Jumper's knee");
  table.AddName("patella");
  table.AddWord("patella", 3);
  table.AddWord("path", 9);
  table.AddWord("knee", 50);
  table.AddWord("kneel", 1);
  table.Finish();
  return table;
}

TEST(CompletionTest, NamesComeFirstThenWords) {
  EXPECT_THAT(SomeTable().Complete("pat"),
              ElementsAre("patella", "patellar tendon", "path"));
}

TEST(CompletionTest, NamesAreAsTheyAreShown) {
  EXPECT_THAT(SomeTable().Complete("JUMPER\u2019s k"),
              ElementsAre("Jumper's knee", "jumper's knee", "jumper's kneel"));
}

TEST(CompletionTest, CompletesTheLastWord) {
  EXPECT_THAT(SomeTable().Complete("sore kne"),
              ElementsAre("sore knee", "sore kneel"));
}

TEST(CompletionTest, AWordWithABlankBehindItIsWhole) {
  EXPECT_THAT(SomeTable().Complete("patellar "),
              ElementsAre("patellar tendon"));
  EXPECT_THAT(SomeTable().Complete("sore kne "), IsEmpty());
}

TEST(CompletionTest, AQueryIsNoCompletionOfItself) {
  EXPECT_THAT(SomeTable().Complete("kneel"), IsEmpty());
  EXPECT_THAT(SomeTable().Complete(""), IsEmpty());
}

TEST(CompletionTest, ThereAreNotTooMany) {
  CompletionTable table;
  for (char c = 'a'; c <= 'z'; ++c) table.AddName(std::string("knee ") + c);
  table.Finish();
  EXPECT_THAT(table.Complete("kn"), SizeIs(kMaxCompletions));
}

}  // namespace
}  // namespace knead
