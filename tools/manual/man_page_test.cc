#include "tools/manual/man_page.h"

#include <string>

#include "CLI/CLI.hpp"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(RoffTextTest, ShowsEveryCharacterUnchanged) {
  EXPECT_EQ(RoffText("a-b"), R"(a\-b)");
  EXPECT_EQ(RoffText(R"(a \ b)"), R"(a \e b)");
  EXPECT_EQ(RoffText(R"(say "it's")"), R"(say \(dqit\(aqs\(dq)");
  EXPECT_EQ(RoffText(".profile"), R"(\&.profile)");
  EXPECT_EQ(RoffText(""), "");
}

TEST(ManPageTest, HoldsTheCommandsAndEveryOption) {
  CLI::App app("Does things.", "tool");
  std::string value;
  std::string place = "here";
  bool fast = false;
  std::string name;
  app.add_option("--place", place, "Where to do it")->capture_default_str();
  CLI::App& run = *app.add_subcommand("run", "Runs.");
  run.add_option("-v,--value", value, "What to use.")->type_name("VALUE");
  run.add_flag("--fast", fast, "Hurries.");
  run.add_option("NAME", name, "Whom.")->required();
  run.footer("tool run x");
  ManPage page;
  page.section = 8;
  page.summary = "do things";
  page.sections = {{"FILES", "Two.", {{"/etc/tool", "Its settings."}}}};

  const std::string text = WriteManPage(app, page);

  EXPECT_THAT(text, StartsWith(".\\\" Made from"));
  EXPECT_THAT(text, HasSubstr(".TH TOOL 8 "));
  EXPECT_THAT(text, HasSubstr(".SH NAME\ntool \\- do things\n"));
  EXPECT_THAT(text, HasSubstr("\n.SS \\fBrun\\fR \\fINAME\\fR...\n"));
  EXPECT_THAT(text, HasSubstr("\n\\fB\\-v\\fR, \\fB\\-\\-value\\fR "
                              "\\fIVALUE\\fR\nWhat to use.\n"));
  EXPECT_THAT(text, HasSubstr("\n\\fB\\-\\-fast\\fR\nHurries.\n"));
  EXPECT_THAT(text, HasSubstr("Where to do it. Without the flag: here.\n"));
  EXPECT_THAT(text, HasSubstr(".SH FILES\nTwo.\n.TP\n\\fB/etc/tool\\fR\nIts "
                              "settings.\n"));
  EXPECT_THAT(text, HasSubstr(".SH EXAMPLES\n.nf\ntool run x\n.fi\n"));
}

TEST(ManPageTest, AProgramWithoutCommandsHasOptionsAlone) {
  CLI::App app("Serves.", "server");
  const std::string text = WriteManPage(app, {});
  EXPECT_THAT(text, HasSubstr(".SH OPTIONS\n"));
  EXPECT_THAT(text, Not(HasSubstr("COMMANDS")));
  EXPECT_THAT(text, Not(HasSubstr("EXAMPLES")));
}

}  // namespace
}  // namespace knead
