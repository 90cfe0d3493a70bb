// The knead command with the content and the server that it is shipped with.

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "client/cli/testing/run_command.h"
#include "client/cli/text/unicode.h"
#include "client/connection.h"
#include "client/grpc_connection.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "grpcpp/channel.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/session.pb.h"
#include "knead/v1/triage.pb.h"
#include "service/server/embedded_server.h"

namespace knead::cli {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

using Words = std::vector<std::string>;

// The numbers that everybody is asked for.
const Words& Numbers() {
  static const auto& numbers =
      *new Words{"--quantity",       "age=34",     "--quantity",
                 "pain-intensity=3", "--quantity", "weeks-of-complaint=2"};
  return numbers;
}

class CommandTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const absl::StatusOr<std::shared_ptr<grpc::Channel>> channel =
        StartEmbeddedServer();
    ASSERT_TRUE(channel.ok()) << channel.status();
    connection_ = MakeConnection(*channel);
  }

  static void TearDownTestSuite() { connection_ = nullptr; }

  static CommandResult Knead(const Words& args, const std::string& in = "") {
    CommandWorld world;
    world.connection = connection_;
    world.in = in;
    return RunCommand(args, world);
  }

  // The assessment for these options.
  static v1::Assessment Assess(Words args) {
    args.insert(args.begin(), {"--output", "json", "assess"});
    const CommandResult result = Knead(args);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    v1::Assessment assessment;
    EXPECT_TRUE(
        google::protobuf::util::JsonStringToMessage(result.out, &assessment)
            .ok());
    return assessment;
  }

  // The same, with everything else denied and the numbers stated.
  static v1::Assessment AssessDenied(Words args) {
    args.insert(args.end(), Numbers().begin(), Numbers().end());
    args.push_back("--deny-rest");
    return Assess(std::move(args));
  }

  static Words Techniques(const v1::Assessment& assessment) {
    Words names;
    for (const v1::Recommendation& each : assessment.recommendations()) {
      names.push_back(each.technique());
    }
    return names;
  }

 private:
  static std::shared_ptr<Connection> connection_;
};

std::shared_ptr<Connection> CommandTest::connection_;

TEST_F(CommandTest, FindsWhatPeopleSay) {
  const CommandResult danger = Knead({"search", "swolen", "calf"});
  EXPECT_EQ(danger.exit_code, 0) << danger.err;
  EXPECT_THAT(danger.out, HasSubstr("Did you mean \"swollen calf\"?"));
  EXPECT_THAT(danger.out, HasSubstr("can mean a danger"));
  EXPECT_THAT(danger.out, HasSubstr("knead rules suspected-clot"));
  const CommandResult place =
      Knead({"search", "roll", "--kind", "technique", "--region", "calf"});
  EXPECT_EQ(place.exit_code, 0) << place.err;
  EXPECT_THAT(place.out, HasSubstr("knead techniques calf-roller-or-ball"));
  // Each command that it names shows something.
  for (const absl::string_view line : absl::StrSplit(danger.out, '\n')) {
    const absl::string_view command = absl::StripLeadingAsciiWhitespace(line);
    if (!absl::StartsWith(command, "knead ")) continue;
    const Words words = absl::StrSplit(command.substr(6), ' ');
    EXPECT_EQ(Knead(words).exit_code, 0) << command;
  }
}

TEST_F(CommandTest, ShowsEverythingThatItLists) {
  for (const std::string command :
       {"regions", "muscles", "tools", "techniques", "indications",
        "contraindications", "findings", "questions", "rules", "pathways",
        "principles", "care", "faq", "takeaways", "sources"}) {
    const CommandResult list = Knead({command});
    ASSERT_EQ(list.exit_code, 0) << list.err;
    int shown = 0;
    for (absl::string_view line : absl::StrSplit(list.out, '\n')) {
      if (!absl::StartsWith(line, "  knead ")) continue;
      const Words args = absl::StrSplit(line.substr(8), ' ');
      const CommandResult page = Knead(args);
      EXPECT_EQ(page.exit_code, 0) << line << page.err;
      EXPECT_THAT(page.out, HasSubstr(args.back())) << line;
      for (absl::string_view text : absl::StrSplit(page.out, '\n')) {
        EXPECT_LE(DisplayWidth(text), 80) << text;
      }
      ++shown;
    }
    EXPECT_GT(shown, 0) << command;
  }
}

TEST_F(CommandTest, TechniqueSaysWhenNotToUseItBeforeItsSteps) {
  const CommandResult list = Knead({"techniques"});
  for (absl::string_view line : absl::StrSplit(list.out, '\n')) {
    if (!absl::StartsWith(line, "  knead ")) continue;
    const std::string page = Knead(absl::StrSplit(line.substr(8), ' ')).out;
    const size_t not_when = page.find("When not to use it");
    const size_t assess = page.find("knead assess --interactive");
    const size_t steps = page.find("\n1. ");
    EXPECT_LT(not_when, assess) << line;
    EXPECT_LT(assess, steps) << line;
    EXPECT_NE(steps, std::string::npos) << line;
  }
}

TEST_F(CommandTest, FindsThingsByWhatPeopleCallThem) {
  EXPECT_THAT(Knead({"muscles", "quads"}).out, HasSubstr("quadriceps"));
  EXPECT_THAT(Knead({"tools", "Foam", "Roller"}).out, HasSubstr("foam-roller"));
  const CommandResult typo = Knead({"techniques", "quadriceps-hnads"});
  EXPECT_EQ(typo.exit_code, 2);
  EXPECT_THAT(typo.err, HasSubstr("did you mean \"quadriceps-hands\""));
}

TEST_F(CommandTest, NothingSaidGetsQuestionsOnly) {
  const v1::Assessment assessment = Assess({});
  EXPECT_EQ(assessment.permission().permission(), v1::PERMISSION_ASK_FIRST);
  EXPECT_EQ(assessment.urgency().floor(), v1::URGENCY_SELF_CARE);
  EXPECT_EQ(assessment.urgency().ceiling(), v1::URGENCY_EMERGENCY);
  EXPECT_THAT(assessment.recommendations(), IsEmpty());
  EXPECT_THAT(assessment.next_questions(), Not(IsEmpty()));
  const std::string text = Knead({"assess"}).out;
  EXPECT_THAT(text, HasSubstr("Too little is known to answer"));
  EXPECT_THAT(text, HasSubstr("Do not massage until the open questions"));
  EXPECT_THAT(text, Not(HasSubstr("Techniques for you")));
}

TEST_F(CommandTest, DenyRestNeedsTheNumbersOnly) {
  const CommandResult result = Knead({"assess", "--deny-rest"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err,
            "knead: these numbers are still needed: --quantity age=YEARS "
            "--quantity pain-intensity=POINTS --quantity "
            "weeks-of-complaint=WEEKS\n");
}

TEST_F(CommandTest, SoreRunnerGetsTechniques) {
  const v1::Assessment assessment =
      Assess({"--case", "tests/cases/sore_runner.textproto"});
  EXPECT_EQ(assessment.permission().permission(), v1::PERMISSION_ALLOWED);
  EXPECT_TRUE(assessment.urgency().settled());
  ASSERT_THAT(assessment.recommendations(), Not(IsEmpty()));
  EXPECT_THAT(assessment.recommendations(0).technique(),
              HasSubstr("techniques/quadriceps-"));
  const std::string text =
      Knead({"assess", "--case", "tests/cases/sore_runner.textproto"}).out;
  EXPECT_THAT(text, HasSubstr("Yes, you may massage."));
  EXPECT_THAT(text, HasSubstr("Hold: 20 to 30 seconds on tender spots"));
  EXPECT_THAT(text, HasSubstr("How long: 5 to 10 minutes for the area"));
}

TEST_F(CommandTest, SuspectedClotForbidsMassage) {
  const std::string case_file = "tests/cases/suspected_clot.textproto";
  const v1::Assessment assessment = Assess({"--case", case_file});
  EXPECT_GE(assessment.urgency().floor(), v1::URGENCY_SAME_DAY);
  EXPECT_EQ(assessment.permission().permission(), v1::PERMISSION_NOT_NOW);
  EXPECT_THAT(assessment.recommendations(), IsEmpty());
  const std::string text = Knead({"assess", "--case", case_file}).out;
  EXPECT_THAT(text, HasSubstr("No. Do not massage now."));
  EXPECT_THAT(text, HasSubstr("NICE NG158"));
  EXPECT_THAT(text, Not(HasSubstr("What else helps")));
  EXPECT_EQ(
      Assess({"--case", case_file, "--present", "breathlessness-or-chest-pain"})
          .urgency()
          .floor(),
      v1::URGENCY_EMERGENCY);
}

TEST_F(CommandTest, ClearanceLiftsWhatBloodThinnersForbid) {
  const std::string case_file = "tests/cases/blood_thinners.textproto";
  EXPECT_EQ(Assess({"--case", case_file}).permission().permission(),
            v1::PERMISSION_CLEARANCE_FIRST);
  const v1::Assessment cleared =
      Assess({"--case", case_file, "--clearance", "blood-thinners"});
  EXPECT_EQ(cleared.permission().permission(),
            v1::PERMISSION_ALLOWED_WITH_LIMITS);
  EXPECT_THAT(cleared.recommendations(), Not(IsEmpty()));
  const std::string text =
      Knead({"assess", "--case", case_file, "--clearance", "blood-thinners"})
          .out;
  EXPECT_THAT(text, HasSubstr("A professional has agreed"));
  // Whatever a technique allows: light only, and nothing to make it stronger.
  EXPECT_THAT(text, HasSubstr("How hard: Light. Stay light"));
  EXPECT_THAT(text, Not(HasSubstr("To make it stronger")));
}

TEST_F(CommandTest, BrokenSkinHoldsBackItsPlaceOnly) {
  const Words techniques =
      Techniques(AssessDenied({"--present", "broken-skin@calf"}));
  EXPECT_THAT(techniques, Contains("techniques/quadriceps-hands"));
  EXPECT_THAT(techniques, Each(Not(HasSubstr("calf"))));
}

// How often `what` stands in `text`.
int Occurrences(absl::string_view text, absl::string_view what) {
  int count = 0;
  for (size_t at = text.find(what); at != absl::string_view::npos;
       at = text.find(what, at + what.size())) {
    ++count;
  }
  return count;
}

// Expects a sheet of text to say what the plan says: every cue, and each
// caution as often as there are steps that have it.
void ExpectSaysAll(const v1::SessionPlan& plan, std::string sheet) {
  // In one line, so that it does not matter where lines end.
  sheet = absl::StrJoin(
      absl::StrSplit(sheet, absl::ByAnyChar(" \n"), absl::SkipEmpty()), " ");
  std::vector<v1::SessionStep> steps(plan.preparation().begin(),
                                     plan.preparation().end());
  std::map<std::string, bool> light_only;
  for (const v1::PlanBlock& block : plan.blocks()) {
    for (const v1::PlannedTechnique& planned : block.techniques()) {
      light_only[planned.recommendation().technique()] =
          !planned.recommendation().limits().empty();
    }
    steps.insert(steps.end(), block.steps().begin(), block.steps().end());
    steps.push_back(block.check_in());
  }
  steps.insert(steps.end(), plan.closing().begin(), plan.closing().end());
  std::map<std::string, int> cautions;
  for (const v1::SessionStep& step : steps) {
    EXPECT_THAT(sheet, HasSubstr(absl::StrCat(" ", step.number(), ". ")));
    for (const v1::SessionCue& cue : step.cues()) {
      const std::string& text = cue.statement().text();
      if (cue.kind() == v1::SESSION_CUE_KIND_CAUTION) ++cautions[text];
      // Who is to stay light gets nothing that may invite to more.
      if (cue.kind() == v1::SESSION_CUE_KIND_PRESSURE &&
          light_only[step.technique()]) {
        continue;
      }
      // That of `Drink some water - 30 s` need not be said twice.
      if (absl::StrCat(step.display_name(), ".") == text) continue;
      EXPECT_THAT(sheet, HasSubstr(text));
    }
  }
  for (const auto& [text, count] : cautions) {
    EXPECT_GE(Occurrences(sheet, text), count) << text;
  }
  const size_t first_step = sheet.find(" 1. ");
  for (const v1::Statement& danger : plan.watch_for()) {
    EXPECT_LT(sheet.find(danger.text()), first_step) << danger.text();
  }
}

TEST_F(CommandTest, TheSheetOfASessionSaysAllThatItsPlanSays) {
  Words cleared = {"--present",      "tight-quadriceps",      "--present",
                   "blood-thinners", "--clearance",           "blood-thinners",
                   "--present",      "broken-skin@left-calf", "--deny-rest"};
  cleared.insert(cleared.end(), Numbers().begin(), Numbers().end());
  for (const Words& person :
       {Words{"--case", "tests/cases/sore_runner.textproto"}, cleared}) {
    for (const char* minutes : {"9", "20", "45", "90"}) {
      Words args = {"plan", "--minutes", minutes};
      args.insert(args.end(), person.begin(), person.end());
      const std::string sheet = Knead(args).out;
      args.insert(args.end(), {"--output", "json"});
      v1::PlanSessionResponse response;
      ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(Knead(args).out,
                                                              &response)
                      .ok());
      ASSERT_TRUE(response.has_plan()) << minutes;
      ExpectSaysAll(response.plan(), sheet);
    }
  }
}

TEST_F(CommandTest, RefusalsOfTheServerNameTheOption) {
  const CommandResult country = Knead({"assess", "--country", "Utopia"});
  EXPECT_EQ(country.exit_code, 2);
  EXPECT_THAT(country.err, HasSubstr("knead: --country: "));
  const CommandResult language = Knead({"assess", "--language", "not a tag"});
  EXPECT_EQ(language.exit_code, 2);
}

TEST_F(CommandTest, WhatWasSavedIsReproduced) {
  const std::string folder = testing::TempDir();
  for (const char* name : {"sore_runner", "suspected_clot", "blood_thinners"}) {
    for (const std::string format : {"json", "textproto"}) {
      const std::string request =
          absl::StrCat(folder, name, "-request.", format);
      const std::string response =
          absl::StrCat(folder, name, "-response.", format);
      const CommandResult said =
          Knead({"--output", format, "assess", "--case",
                 absl::StrCat("tests/cases/", name, ".textproto"),
                 "--save-request", request});
      ASSERT_EQ(said.exit_code, 0) << said.err;
      std::ofstream(response) << said.out;
      const CommandResult replayed =
          Knead({"replay", "--request", request, "--response", response});
      EXPECT_EQ(replayed.exit_code, 0) << replayed.out << replayed.err;
      EXPECT_EQ(replayed.out,
                "reproduced\nThe saved receipt fits the saved request and "
                "answer.\n");
    }
  }
}

TEST_F(CommandTest, TheAnswerToAnotherRequestIsNotReproduced) {
  const std::string folder = testing::TempDir();
  const std::string response = folder + "response.json";
  std::ofstream(response) << Knead({"--output", "json", "assess", "--case",
                                    "tests/cases/sore_runner.textproto"})
                                 .out;
  const CommandResult replayed =
      Knead({"replay", "--request", "tests/cases/suspected_clot.textproto",
             "--response", response});
  EXPECT_EQ(replayed.exit_code, 3);
  EXPECT_THAT(replayed.out,
              HasSubstr("First field that differs: urgency.floor"));
  EXPECT_THAT(replayed.out, HasSubstr("The saved receipt does not fit"));
}

// Lines as a person types them.
std::string Typed(const Words& lines) { return absl::StrJoin(lines, "\n"); }

TEST_F(CommandTest, InterviewOfAWellPersonEndsInTechniques) {
  Words lines = {"1", "4", "1", "1", "34", "3", "2"};
  lines.insert(lines.end(), 8, "n");
  const CommandResult result =
      Knead({"assess", "--interactive"}, Typed(lines) + "\n");
  EXPECT_EQ(result.exit_code, 0) << result.err << result.out;
  EXPECT_EQ(result.err, "");
  EXPECT_THAT(result.out, HasSubstr("Yes, you may massage."));
  EXPECT_THAT(result.out,
              HasSubstr("1. Front of the thigh on the foam roller - left leg"));
}

TEST_F(CommandTest, InterviewOfAWellPersonIsShort) {
  Words lines = {"1", "4", "1", "1", "34", "3", "2"};
  lines.insert(lines.end(), 8, "n");
  const std::string text =
      Knead({"assess", "--interactive"}, Typed(lines) + "\n").out;
  const Words prompts = absl::StrSplit(text, "Is any of this so?");
  // What is felt has a prompt of its own.
  EXPECT_THAT(prompts[0], HasSubstr("Which of these do you feel"));
  EXPECT_LE(prompts.size(), 8);
}

TEST_F(CommandTest, InterviewRecognisesAPossibleClotInItsFirstGroup) {
  const CommandResult result =
      Knead({"assess", "--interactive"}, Typed({"1", "4", "n", "4"}) + "\n");
  EXPECT_THAT(
      result.out,
      HasSubstr("\n  3  Does your calf feel tight, as it has before or "
                "after effort?\n  4  Do you have a new pain in a calf"));
  // Where it is changes nothing, so it is not asked.
  EXPECT_THAT(result.out, Not(HasSubstr("on which leg?")));
  EXPECT_THAT(result.err, HasSubstr("What is certain so far: Be seen today."));
}

TEST_F(CommandTest, InterviewWithoutACertainAnswerEndsInACheck) {
  const CommandResult result =
      Knead({"assess", "--interactive"}, Typed(Words(40, "u")) + "\n");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Have something checked first"));
  EXPECT_THAT(result.out, HasSubstr("How soon, in the worst case: "));
  EXPECT_THAT(result.out, Not(HasSubstr("Techniques for you")));
}

TEST_F(CommandTest, InterviewEndsAtOnceWhenAnEmergencyIsCertain) {
  const CommandResult result = Knead(
      {"assess", "--interactive", "--region", "left-calf", "--tool", "hands",
       "--quantity", "age=50", "--quantity", "pain-intensity=5", "--quantity",
       "weeks-of-complaint=1", "--present", "new-calf-or-thigh-pain@left-calf",
       "--present", "breathlessness-or-chest-pain"},
      "");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("No. Do not massage now."));
}

TEST_F(CommandTest, InterviewLeadsToAPlanOrASession) {
  Words lines = {"1", "4", "1", "1", "34", "3", "2"};
  lines.insert(lines.end(), 8, "n");
  CommandResult result =
      Knead({"plan", "--interactive", "--minutes", "10"}, Typed(lines) + "\n");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Your session: 10 min"));
  EXPECT_THAT(result.out, HasSubstr("Block 1: Calf, left leg"));

  // The questions are not part of what is for programs.
  result =
      Knead({"plan", "--interactive", "--output", "html"}, Typed(lines) + "\n");
  EXPECT_THAT(result.out, StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(result.err, HasSubstr("Which leg hurts?"));

  lines.insert(lines.end(), {"ready", "stop"});
  result =
      Knead({"coach", "--interactive", "--minutes", "10"}, Typed(lines) + "\n");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Step 1 of"));
  EXPECT_THAT(result.out, HasSubstr("You have ended the session."));

  for (const char* command : {"plan", "coach"}) {
    result = Knead({command, "--interactive"}, "1\n4\n");
    EXPECT_EQ(result.exit_code, 2) << command;
    EXPECT_THAT(result.err, HasSubstr("the input ended before the interview"));
  }
}

TEST_F(CommandTest, InterviewThatIsCutOffGivesNoAnswer) {
  const CommandResult result =
      Knead({"assess", "--interactive"}, "1\n4\nn\nn\n34\n");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("the input ended before the interview"));
}

TEST_F(CommandTest, AnswersTheGoldenCasesAsExpected) {
  Words args = {"evaluate"};
  for (const auto& entry :
       std::filesystem::directory_iterator("tests/golden")) {
    if (entry.path().extension() == ".textproto") {
      args.push_back(entry.path().string());
    }
  }
  ASSERT_GT(args.size(), 60);
  const CommandResult result = Knead(args);
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_THAT(
      result.out,
      EndsWith(absl::StrCat("\n", args.size() - 1, " cases, ", args.size() - 1,
                            " passed, 0 under-triaged, 0 over-triaged\n")));
}

}  // namespace
}  // namespace knead::cli
