#include "client/cli/run.h"

#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "client/cli/testing/fake_connection.h"
#include "client/cli/testing/golden.h"
#include "client/cli/testing/run_command.h"
#include "client/cli/testing/sample_assessment.h"
#include "client/cli/text/unicode.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::StartsWith;

using Args = std::vector<std::string>;

std::shared_ptr<FakeConnection> Fake() {
  return std::make_shared<FakeConnection>(SampleContent());
}

Args Words(absl::string_view line) {
  return absl::StrSplit(line, ' ', absl::SkipEmpty());
}

CommandResult Knead(absl::string_view line) {
  return RunCommand(Words(line), {Fake()});
}

// A command line and the file that holds what it prints.
struct Printed {
  std::string line;
  std::string golden;
};

std::ostream& operator<<(std::ostream& out, const Printed& printed) {
  return out << "knead " << printed.line;
}

class PrintedTest : public testing::TestWithParam<Printed> {};

TEST_P(PrintedTest, PrintsWhatItShould) {
  const CommandResult result = Knead(GetParam().line);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  ExpectGolden(result.out, GetParam().golden);
}

std::string GoldenName(const testing::TestParamInfo<Printed>& info) {
  std::string name = info.param.golden;
  for (char& c : name) {
    if (c == '-' || c == '.') c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(
    Lists, PrintedTest,
    testing::ValuesIn(std::vector<Printed>{
        {"regions", "list-regions.txt"},
        {"muscles", "list-muscles.txt"},
        {"tools", "list-tools.txt"},
        {"techniques", "list-techniques.txt"},
        {"techniques --width 40", "list-techniques-40.txt"},
        {"techniques --color always", "list-techniques-colour.txt"},
        {"indications", "list-indications.txt"},
        {"contraindications", "list-contraindications.txt"},
        {"findings", "list-findings.txt"},
        {"questions", "list-questions.txt"},
        {"rules", "list-rules.txt"},
        {"pathways", "list-pathways.txt"},
        {"principles", "list-principles.txt"},
        {"care", "list-care.txt"},
        {"faq", "list-faq.txt"},
        {"takeaways", "list-takeaways.txt"},
        {"sources", "list-sources.txt"},
        {"--output json tools", "list-tools.json"},
        {"--output textproto tools", "list-tools.textproto"},
    }),
    GoldenName);

INSTANTIATE_TEST_SUITE_P(
    Pages, PrintedTest,
    testing::ValuesIn(std::vector<Printed>{
        {"regions front of the thigh", "show-region.txt"},
        {"muscles quads", "show-muscle.txt"},
        {"tools roller", "show-tool.txt"},
        {"techniques thigh-roller", "show-technique.txt"},
        {"techniques thigh-roller --width 40", "show-technique-40.txt"},
        {"techniques thigh-roller --color always", "show-technique-colour.txt"},
        {"techniques calf-kneading", "show-technique-hands.txt"},
        {"indications tight-quads", "show-indication.txt"},
        {"contraindications thin-blood", "show-contraindication.txt"},
        {"findings broken-skin", "show-finding.txt"},
        {"findings age", "show-finding-quantity.txt"},
        {"findings vein-tenderness", "show-finding-clinician.txt"},
        {"findings old-cut", "show-finding-retired.txt"},
        {"questions basics", "show-questions.txt"},
        {"rules clot", "show-rule.txt"},
        {"pathways emergency", "show-pathway.txt"},
        {"principles gently", "show-principle.txt"},
        {"care stretching", "show-care.txt"},
        {"faq how-often", "show-faq.txt"},
        {"takeaways gently", "show-takeaway.txt"},
        {"sources handbook", "show-source.txt"},
        {"sources policy", "show-source-policy.txt"},
        {"info", "info.txt"},
        {"--output json info", "info.json"},
        {"--output textproto techniques calf-hands",
         "show-technique.textproto"},
    }),
    GoldenName);

INSTANTIATE_TEST_SUITE_P(Help, PrintedTest,
                         testing::ValuesIn(std::vector<Printed>{
                             {"--help", "help.txt"},
                             {"assess --help", "help-assess.txt"},
                             {"explain --help", "help-explain.txt"},
                             {"plan --help", "help-plan.txt"},
                             {"coach --help", "help-coach.txt"},
                             {"figure --help", "help-figure.txt"},
                             {"search --help", "help-search.txt"},
                             {"replay --help", "help-replay.txt"},
                             {"techniques --help", "help-techniques.txt"},
                             {"rules -h", "help-rules.txt"},
                             {"info --help", "help-info.txt"},
                             {"evaluate --help", "help-evaluate.txt"},
                         }),
                         GoldenName);

class AssessmentPageTest : public testing::TestWithParam<Printed> {};

// The line begins with the name of the sample assessment.
TEST_P(AssessmentPageTest, PrintsWhatItShould) {
  Args args = Words(GetParam().line);
  v1::Assessment assessment = SampleAssessment(args.front());
  args.erase(args.begin());
  auto fake = Fake();
  fake->assess = [&](const v1::AssessRequest&) { return assessment; };
  const CommandResult result = RunCommand(args, {fake});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  ExpectGolden(result.out, GetParam().golden);
}

INSTANTIATE_TEST_SUITE_P(
    Assessments, AssessmentPageTest,
    testing::ValuesIn(std::vector<Printed>{
        {"allowed assess", "assess-allowed.txt"},
        {"allowed assess --width 40", "assess-allowed-40.txt"},
        {"allowed assess --color always", "assess-allowed-colour.txt"},
        {"emergency assess", "assess-emergency.txt"},
        {"emergency assess --width 40 --color always",
         "assess-emergency-40-colour.txt"},
        {"open assess", "assess-open.txt"},
        {"check assess", "assess-check.txt"},
        {"clearance assess", "assess-clearance.txt"},
        {"soon assess", "assess-soon.txt"},
        {"soon --output json assess", "assess-soon.json"},
        {"soon --output textproto assess", "assess-soon.textproto"},
    }),
    GoldenName);

TEST(RunTest, KeepsToTheWidth) {
  for (int width : {30, 40, 80, 120}) {
    for (const std::string command :
         {"rules clot", "sources policy", "faq how-often", "muscles quads"}) {
      const CommandResult result =
          Knead(absl::StrCat(command, " --width ", width));
      for (absl::string_view line : absl::StrSplit(result.out, '\n')) {
        // Commands to copy are never broken.
        if (absl::StrContains(line, "knead ")) continue;
        EXPECT_LE(DisplayWidth(line), width) << line;
      }
    }
  }
}

TEST(RunTest, ColourChangesNothingButColour) {
  for (const std::string command : {"techniques thigh-roller", "rules clot"}) {
    std::string coloured = Knead(command + " --color always").out;
    std::string plain;
    for (size_t i = 0; i < coloured.size(); ++i) {
      if (coloured[i] == '\x1b') {
        i = coloured.find('m', i);
      } else {
        plain += coloured[i];
      }
    }
    EXPECT_NE(plain, coloured);
    EXPECT_EQ(plain, Knead(command).out);
  }
}

// How the terminal and the environment decide on colour.
struct ColourCase {
  std::string flag;
  bool terminal;
  std::map<std::string, std::string> variables;
  bool colour;
};

TEST(RunTest, ColoursOnATerminalOnlyUnlessToldOtherwise) {
  for (const ColourCase& c : {
           ColourCase{"", true, {}, true},
           ColourCase{"", true, {{"TERM", "xterm"}, {"NO_COLOR", ""}}, true},
           ColourCase{"", true, {{"NO_COLOR", "1"}}, false},
           ColourCase{"", true, {{"TERM", "dumb"}}, false},
           ColourCase{"", false, {}, false},
           ColourCase{"--color auto", true, {}, true},
           ColourCase{"--color never", true, {}, false},
           ColourCase{"--color always", false, {{"NO_COLOR", "1"}}, true},
           ColourCase{"--colour always", false, {}, true},
       }) {
    CommandWorld world{Fake()};
    world.terminal = c.terminal;
    world.variables = c.variables;
    const CommandResult result =
        RunCommand(Words(absl::StrCat("tools ", c.flag)), world);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(absl::StrContains(result.out, "\x1b["), c.colour) << c.flag;
  }
}

TEST(RunTest, ProgramsNeverGetColour) {
  for (const std::string format : {"json", "textproto"}) {
    EXPECT_EQ(Knead("tools --color always --output " + format).out.find('\x1b'),
              std::string::npos);
  }
}

TEST(RunTest, IsAsWideAsTheTerminalButNoWiderThanIsReadable) {
  struct Case {
    bool terminal;
    int columns;
    std::string same_as;
  };
  for (const Case& c :
       {Case{true, 40, "--width 40"}, Case{true, 200, ""}, Case{true, 0, ""},
        Case{false, 40, ""}, Case{true, 10, "--width 30"}}) {
    CommandWorld world{Fake()};
    world.terminal = c.terminal;
    world.terminal_width = c.columns;
    EXPECT_EQ(RunCommand(Words("rules clot --color never"), world).out,
              Knead(absl::StrCat("rules clot ", c.same_as)).out)
        << c.columns;
  }
}

TEST(RunTest, ShowsItsVersion) {
  const CommandResult result = Knead("--version");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, StartsWith("knead "));
  EXPECT_EQ(result.err, "");
}

TEST(RunTest, EveryCommandHasHelpWithAnExample) {
  for (const std::string command :
       {"assess", "evaluate", "info", "regions", "muscles", "tools",
        "techniques", "indications", "contraindications", "findings",
        "questions", "rules", "pathways", "principles", "care", "faq",
        "takeaways", "sources"}) {
    const CommandResult result = Knead(command + " --help");
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out, HasSubstr("Examples\n--------\n  knead "));
    EXPECT_THAT(result.out, HasSubstr("Exit codes"));
  }
}

TEST(RunTest, PassesFiltersOn) {
  struct Case {
    std::string line;
    std::string request;
  };
  for (const Case& c : {
           Case{"regions --body-part lower-leg",
                "ListRegions view: VIEW_BASIC body_part: BODY_PART_LOWER_LEG "},
           Case{"muscles --region quad",
                "ListMuscleGroups view: VIEW_BASIC region: "
                "\"regions/front-thigh\" "},
           Case{"tools --muscle-group quads",
                "ListTools view: VIEW_BASIC muscle_group: "
                "\"muscleGroups/quadriceps\" "},
           Case{"techniques --region calf --tool roller --muscle-group quads "
                "--indication tight-thigh",
                "ListTechniques view: VIEW_BASIC region: \"regions/calf\" "
                "muscle_group: \"muscleGroups/quadriceps\" tool: "
                "\"tools/foam-roller\" indication: "
                "\"indications/tight-thigh\" "},
           Case{"indications --technique calf-hands",
                "ListIndications view: VIEW_BASIC technique: "
                "\"techniques/calf-hands\" "},
           Case{"contraindications --effect-kind clearance-first --technique "
                "calf-hands --finding cut",
                "ListContraindications view: VIEW_BASIC effect_kind: "
                "EFFECT_KIND_CLEARANCE_FIRST technique: "
                "\"techniques/calf-hands\" finding: "
                "\"findings/broken-skin\" "},
           Case{"findings --question-group basics --kind quantity "
                "--assessable-by anyone",
                "ListFindings view: VIEW_BASIC question_group: "
                "\"questionGroups/basics\" kind: FINDING_KIND_QUANTITY "
                "assessable_by: ASSESSOR_ANYONE "},
           Case{"rules --urgency SAME_DAY --finding age",
                "ListTriageRules view: VIEW_BASIC urgency: URGENCY_SAME_DAY "
                "finding: \"findings/age\" "},
           Case{
               "pathways --urgency emergency",
               "ListCarePathways view: VIEW_BASIC urgency: URGENCY_EMERGENCY "},
           Case{"principles --phase during",
                "ListPrinciples view: VIEW_BASIC phase: "
                "PRINCIPLE_PHASE_DURING "},
           Case{"care --muscle-group quadriceps",
                "ListCareMeasures view: VIEW_BASIC muscle_group: "
                "\"muscleGroups/quadriceps\" "},
           Case{"sources --kind policy",
                "ListSources view: VIEW_BASIC kind: SOURCE_KIND_POLICY "},
           Case{"tools --language de --output json",
                "ListTools view: VIEW_FULL language_code: \"de\" "},
           Case{"tools hands --language de",
                "GetTool name: \"tools/hands\" language_code: \"de\" "},
       }) {
    auto fake = Fake();
    const CommandResult result = RunCommand(Words(c.line), {fake});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(fake->requests(), Contains(c.request)) << c.line;
  }
}

// A command line that is at fault, and what is said about it.
struct Fault {
  Args args;
  std::string error;
};

TEST(RunTest, FaultsOfTheUserAreNamedAndEndIn2) {
  for (const Fault& c : {
           Fault{{},
                 "say what to do: \"knead assess --interactive\" asks about "
                 "your knee, \"knead --help\" shows what else there is"},
           Fault{{"tecniques"},
                 "there is no command \"tecniques\"; did you mean "
                 "\"techniques\"?"},
           Fault{{"frobnicate"},
                 "there is no command \"frobnicate\"; \"knead --help\" shows "
                 "what there is"},
           Fault{{"--outptu", "json", "tools"},
                 "there is no option \"--outptu\"; did you mean "
                 "\"--output\"?"},
           Fault{{"assess", "--presnt=cut"},
                 "there is no option \"--presnt\"; did you mean "
                 "\"--present\"?"},
           Fault{{"info", "tools"},
                 "knead info has no use for \"tools\"; \"knead info --help\" "
                 "shows what there is"},
           Fault{{"assess", "--present"},
                 "--present: 1 required FINDING[@SITES] missing; \"knead "
                 "assess --help\" shows how it is used"},
           Fault{{"tools", "--output", "xml"},
                 "--output is text, json or textproto, not \"xml\""},
           Fault{{"tools", "--color", "red"},
                 "--color is auto, always or never, not \"red\""},
           Fault{{"tools", "--transport", "pigeon"},
                 "--transport is auto, plaintext or tls, not \"pigeon\""},
           Fault{{"tools", "--width", "29"},
                 "--width is a number from 30 to 300, not \"29\""},
           Fault{{"tools", "--width", "301"},
                 "--width is a number from 30 to 300, not \"301\""},
           Fault{{"tools", "--width", "wide"},
                 "--width is a number from 30 to 300, not \"wide\""},
           Fault{{"tools", "foamroller"},
                 "there is no tool \"foamroller\"; did you mean "
                 "\"foam-roller\"?"},
           Fault{{"tools", "hammer"},
                 "there is no tool \"hammer\"; \"knead tools\" lists those "
                 "that there are"},
           Fault{{"rules", "--urgency", "today"},
                 "--urgency is one of self-care, routine, soon, same-day, "
                 "emergency; not \"today\""},
           Fault{{"techniques", "--tool", "roler"},
                 "--tool roler: there is no tool \"roler\"; did you mean "
                 "\"foam-roller\"?"},
           Fault{{"tools", "--muscle-group", "quads", "hands"},
                 "--muscle-group filters the list, but one was asked for by "
                 "name: leave out either"},
           Fault{{"assess", "--interactive", "--case", "-"},
                 "--interactive and --case - both read from standard input: "
                 "put the case into a file"},
           Fault{{"assess", "--case", "nowhere.textproto"},
                 "--case: cannot read nowhere.textproto: No such file or "
                 "directory"},
           Fault{{"assess", "--tool", "\x1b[2Jroller"},
                 "--tool \uFFFD[2Jroller: there is no tool "
                 "\"\uFFFD[2Jroller\"; \"knead tools\" lists those that "
                 "there are"},
       }) {
    const CommandResult result = RunCommand(c.args, {Fake()});
    EXPECT_EQ(result.exit_code, 2) << c.error;
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, absl::StrCat("knead: ", c.error, "\n"));
  }
}

TEST(RunTest, NameOfWordsIsNeverTakenForACommand) {
  const CommandResult result = Knead("tools info");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("there is no tool \"info\""));
}

TEST(RunTest, FailedCallsEndIn1AndPrintNoAnswer) {
  struct Case {
    std::string line;
    std::string method;
  };
  for (const Case& c :
       {Case{"tools", "ListTools"}, Case{"tools hands", "GetTool"},
        Case{"tools hands", "ListTools"}, Case{"info", "GetContentInfo"},
        Case{"techniques calf-hands", "ListContraindications"},
        Case{"assess", "Assess"}, Case{"assess", "ListContraindications"},
        Case{"assess --present cut", "ListFindings"},
        Case{"assess --deny-rest", "ListFindings"},
        Case{"techniques --tool roller", "ListTools"}}) {
    auto fake = Fake();
    fake->assess = [](const v1::AssessRequest&) {
      return SampleAssessment("open");
    };
    fake->failures[c.method] = absl::InternalError("a fault");
    const CommandResult result = RunCommand(Words(c.line), {fake});
    EXPECT_EQ(result.exit_code, 1) << c.line;
    EXPECT_EQ(result.out, "") << c.line;
    EXPECT_EQ(result.err, "knead: the call failed: a fault (INTERNAL)\n");
  }
}

TEST(RunTest, LabelsThatCannotBeHadAreNoReasonToFail) {
  auto fake = Fake();
  fake->failures["ListSources"] = absl::InternalError("a fault");
  const CommandResult result = RunCommand(Words("tools hands"), {fake});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("Sources: handbook (legs)"));
}

TEST(RunTest, SaysThatNoServerAnswers) {
  const CommandResult result =
      RunCommand(Words("--server 127.0.0.1:1 tools"), {});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err,
              StartsWith("knead: no server answers at 127.0.0.1:1 ("));
}

TEST(RunTest, TheServerComesFromTheFlagThenFromTheEnvironment) {
  CommandWorld world{Fake()};
  world.variables["KNEAD_SERVER"] = "127.0.0.1:1";
  EXPECT_THAT(RunCommand(Words("tools"), world).err,
              StartsWith("knead: no server answers at 127.0.0.1:1 ("));
  EXPECT_THAT(RunCommand(Words("--server 127.0.0.1:2 tools"), world).err,
              StartsWith("knead: no server answers at 127.0.0.1:2 ("));
  EXPECT_EQ(RunCommand({"--server", "", "tools"}, world).exit_code, 0);
}

TEST(RunTest, WithoutAServerOneHasToBeNamed) {
  const CommandResult result = RunCommand(Words("tools"), {});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.err,
            "knead: this build has no server of its own: name one with "
            "--server ADDRESS or KNEAD_SERVER\n");
}

TEST(RunTest, HelpAndBadCommandLinesNeedNoServer) {
  EXPECT_EQ(RunCommand(Words("assess --help"), {}).exit_code, 0);
  EXPECT_THAT(RunCommand(Words("assess --bogus"), {}).err,
              HasSubstr("there is no option \"--bogus\""));
}

}  // namespace
}  // namespace knead::cli
