#include "client/cli/arguments.h"

#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/cli/environment.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class ArgumentsTest : public testing::Test {
 protected:
  Arguments Parse(const std::vector<std::string>& args) {
    absl::StatusOr<std::variant<Arguments, Notice>> parsed =
        ParseArguments(args, environment_);
    if (!parsed.ok() || !std::holds_alternative<Arguments>(*parsed)) {
      ADD_FAILURE() << parsed.status();
      return {};
    }
    return std::get<Arguments>(*parsed);
  }

  std::stringstream stream_;
  Environment environment_{stream_, stream_, stream_};
};

TEST_F(ArgumentsTest, HasUsualValues) {
  const Arguments arguments = Parse({"info"});
  EXPECT_EQ(arguments.server, "");
  EXPECT_EQ(arguments.transport, Transport::kAuto);
  EXPECT_EQ(arguments.output, OutputFormat::kText);
  EXPECT_EQ(arguments.colour, ColourMode::kAuto);
  EXPECT_EQ(arguments.language, "");
  EXPECT_EQ(arguments.width, 0);
  EXPECT_TRUE(std::holds_alternative<InfoArguments>(arguments.command));
}

TEST_F(ArgumentsTest, GeneralOptionsStandBeforeOrAfterTheCommand) {
  const std::vector<std::string> options = {
      "--server", "host:1", "--transport", "tls", "--output", "json",
      "--color",  "never",  "--language",  "de",  "--width",  "30"};
  std::vector<std::string> before = options;
  before.push_back("info");
  std::vector<std::string> after = {"info"};
  after.insert(after.end(), options.begin(), options.end());
  for (const auto& args : {before, after}) {
    const Arguments arguments = Parse(args);
    EXPECT_EQ(arguments.server, "host:1");
    EXPECT_EQ(arguments.transport, Transport::kTls);
    EXPECT_EQ(arguments.output, OutputFormat::kJson);
    EXPECT_EQ(arguments.colour, ColourMode::kNever);
    EXPECT_EQ(arguments.language, "de");
    EXPECT_EQ(arguments.width, 30);
  }
}

TEST_F(ArgumentsTest, TakesWhatProvesWhoSpeaks) {
  const Arguments none = Parse({"info"});
  EXPECT_FALSE(HasTlsFlags(none));
  EXPECT_EQ(none.token_file, "");
  const Arguments arguments =
      Parse({"info", "--tls-ca-file", "ca.pem", "--tls-certificate-file",
             "me.pem", "--tls-key-file", "me.key", "--tls-server-name",
             "knead.example.org", "--token-file", "token"});
  EXPECT_TRUE(HasTlsFlags(arguments));
  EXPECT_EQ(arguments.tls.root_certificates_file, "ca.pem");
  EXPECT_EQ(arguments.tls.certificate_chain_file, "me.pem");
  EXPECT_EQ(arguments.tls.private_key_file, "me.key");
  EXPECT_EQ(arguments.tls.server_name, "knead.example.org");
  EXPECT_EQ(arguments.token_file, "token");
}

TEST_F(ArgumentsTest, RefusesTlsOptionsThatDoNotGoTogether) {
  const std::vector<std::string> cases[] = {
      {"info", "--tls-certificate-file", "me.pem"},
      {"info", "--tls-key-file", "me.key"},
      {"info", "--transport", "plaintext", "--tls-ca-file", "ca.pem"},
      {"info", "--transport", "plaintext", "--tls-server-name", "a"},
  };
  for (const auto& args : cases) {
    const absl::Status status = ParseArguments(args, environment_).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr("--t"));
  }
}

TEST_F(ArgumentsTest, LastOfAnOptionCounts) {
  EXPECT_EQ(Parse({"info", "--width", "300", "--width", "31"}).width, 31);
  EXPECT_EQ(Parse({"info", "--width", "300"}).width, kWidestPage);
}

TEST_F(ArgumentsTest, NameIsOfAnyNumberOfWords) {
  const auto lookup = std::get<LookupArguments>(
      Parse({"techniques", "front", "of", "the thigh"}).command);
  EXPECT_EQ(lookup.command, "techniques");
  EXPECT_EQ(lookup.name, "front of the thigh");
}

TEST_F(ArgumentsTest, FiltersGoByTheirFields) {
  const auto lookup = std::get<LookupArguments>(
      Parse({"techniques", "--muscle-group=quads", "--tool", "hands"}).command);
  EXPECT_THAT(lookup.filters, ElementsAre(Pair("muscle_group", "quads"),
                                          Pair("tool", "hands")));
  EXPECT_EQ(lookup.name, "");
}

TEST_F(ArgumentsTest, OptionsOfAssessTakeOneValueEachTime) {
  const auto assess = std::get<AssessArguments>(
      Parse({"assess",      "--present", "a",           "--present=b@left-calf",
             "--absent",    "c",         "--unknown",   "d",
             "--quantity",  "e=1..2",    "--region",    "f",
             "--tool",      "g",         "--clearance", "h",
             "--deny-rest", "--case",    "-",           "--country",
             "GB"})
          .command);
  EXPECT_THAT(assess.present, ElementsAre("a", "b@left-calf"));
  EXPECT_THAT(assess.absent, ElementsAre("c"));
  EXPECT_THAT(assess.unknown, ElementsAre("d"));
  EXPECT_THAT(assess.quantities, ElementsAre("e=1..2"));
  EXPECT_THAT(assess.regions, ElementsAre("f"));
  EXPECT_THAT(assess.tools, ElementsAre("g"));
  EXPECT_THAT(assess.clearances, ElementsAre("h"));
  EXPECT_TRUE(assess.deny_rest);
  EXPECT_FALSE(assess.interactive);
  EXPECT_EQ(assess.case_file, "-");
  EXPECT_EQ(assess.country, "GB");
  EXPECT_THAT(std::string(ParseArguments({"assess", "--present", "a", "b"},
                                         environment_)
                              .status()
                              .message()),
              HasSubstr("knead assess has no use for \"b\""));
}

TEST_F(ArgumentsTest, TakesATextInQuotationMarks) {
  const auto parsed = ParseArguments({"assess", "my knee hurts"}, environment_);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(
      std::get<AssessArguments>(std::get<Arguments>(*parsed).command).text,
      "my knee hurts");
  EXPECT_THAT(std::string(ParseArguments({"assess", "my", "knee", "hurts"},
                                         environment_)
                              .status()
                              .message()),
              HasSubstr("knead assess has no use for \"knee\""));
}

TEST_F(ArgumentsTest, PlanAndCoachTakeWhatASessionIsToBeLike) {
  const std::vector<std::string> options = {
      "--minutes",          "90", "--prefer-region", "a", "--prefer-region=b",
      "--prefer-technique", "c",  "--present",       "d"};
  const auto check = [](const SessionArguments& session) {
    EXPECT_EQ(session.minutes, kMostMinutes);
    EXPECT_THAT(session.preferred_regions, ElementsAre("a", "b"));
    EXPECT_THAT(session.preferred_techniques, ElementsAre("c"));
    EXPECT_THAT(session.present, ElementsAre("d"));
  };
  std::vector<std::string> args = {"plan"};
  args.insert(args.end(), options.begin(), options.end());
  check(std::get<PlanArguments>(Parse(args).command));
  args[0] = "coach";
  check(std::get<CoachArguments>(Parse(args).command));
  EXPECT_EQ(std::get<PlanArguments>(Parse({"plan"}).command).minutes,
            kUsualMinutes);
  EXPECT_EQ(
      std::get<PlanArguments>(Parse({"plan", "--minutes=1"}).command).minutes,
      kFewestMinutes);
  for (const char* minutes : {"0", "91", "7.5", "-3", "ten"}) {
    const auto parsed = ParseArguments(
        {"coach", absl::StrCat("--minutes=", minutes)}, environment_);
    EXPECT_EQ(parsed.status().message(),
              absl::StrCat("--minutes is a whole number from 1 to 90, not \"",
                           minutes, "\""));
  }
}

TEST_F(ArgumentsTest, OnlyOneReadsStandardInput) {
  for (const std::vector<std::string>& args :
       {std::vector<std::string>{"assess", "--interactive", "--case", "-"},
        {"plan", "--interactive", "--case", "-"},
        {"coach", "--case", "-"}}) {
    EXPECT_THAT(
        std::string(ParseArguments(args, environment_).status().message()),
        HasSubstr("read from standard input: put the case into a file"));
  }
  EXPECT_EQ(
      std::get<PlanArguments>(Parse({"plan", "--case", "-"}).command).case_file,
      "-");
}

TEST_F(ArgumentsTest, OutputHasChoicesOfTheCommandsOwn) {
  EXPECT_EQ(Parse({"plan", "--output", "html"}).output, OutputFormat::kHtml);
  EXPECT_EQ(ParseArguments({"assess", "--output", "html"}, environment_)
                .status()
                .message(),
            "--output is text, json or textproto, not \"html\"");
  const Arguments figure = Parse({"figure", "calf", "--output", "calf.svg"});
  EXPECT_EQ(figure.output, OutputFormat::kText);
  EXPECT_EQ(std::get<FigureArguments>(figure.command).file, "calf.svg");
  EXPECT_EQ(
      ParseArguments({"figure", "calf", "--output", "calf.png"}, environment_)
          .status()
          .message(),
      "--output is text, json, textproto or FILE.svg, not \"calf.png\"");
}

TEST_F(ArgumentsTest, ReadsTheServerFromTheEnvironment) {
  environment_.variables["KNEAD_SERVER"] = "host:2";
  EXPECT_EQ(Parse({"info"}).server, "host:2");
  EXPECT_EQ(Parse({"info", "--server", "host:3"}).server, "host:3");
  EXPECT_EQ(Parse({"info", "--server", ""}).server, "");
}

TEST_F(ArgumentsTest, HelpFitsTheTerminal) {
  environment_.out_is_terminal = true;
  environment_.terminal_width = 40;
  const auto narrow =
      std::get<Notice>(*ParseArguments({"assess", "--help"}, environment_));
  EXPECT_THAT(narrow.text,
              HasSubstr("      This holds. With places, it holds\n"));
}

TEST_F(ArgumentsTest, EvaluateTakesFiles) {
  const Arguments arguments =
      Parse({"evaluate", "a", "b", "--output", "json", "-"});
  EXPECT_EQ(arguments.output, OutputFormat::kJson);
  EXPECT_THAT(std::get<EvaluateArguments>(arguments.command).files,
              ElementsAre("a", "b", "-"));
}

}  // namespace
}  // namespace knead::cli
