// knead coach over lines of text, with the content and the server that it is
// shipped with.

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/cli/testing/run_command.h"
#include "client/connection.h"
#include "client/grpc_connection.h"
#include "grpcpp/channel.h"
#include "gtest/gtest.h"
#include "service/server/embedded_server.h"

namespace knead::cli {
namespace {

using Words = std::vector<std::string>;

constexpr char kRunner[] = "tests/cases/sore_runner.textproto";
constexpr char kClot[] = "tests/cases/suspected_clot.textproto";

// Goes on to the first round of massage of the runner's session.
const Words& ToMassage() {
  static const auto& lines =
      *new Words{"ready", "done", "done", "done", "done"};
  return lines;
}

// What a person types, and what is to be read in the answer, in this order.
struct Conversation {
  std::string name;
  Words lines;
  Words says;
  bool to_massage = true;
  Words never_says = {};
  const char* person = kRunner;
};

std::ostream& operator<<(std::ostream& out, const Conversation& conversation) {
  return out << conversation.name;
}

class CoachTest : public testing::TestWithParam<Conversation> {
 protected:
  static void SetUpTestSuite() {
    const absl::StatusOr<std::shared_ptr<grpc::Channel>> channel =
        StartEmbeddedServer();
    ASSERT_TRUE(channel.ok()) << channel.status();
    connection_ = MakeConnection(*channel);
  }

  static void TearDownTestSuite() { connection_ = nullptr; }

  static std::shared_ptr<Connection> connection_;
};

std::shared_ptr<Connection> CoachTest::connection_;

TEST_P(CoachTest, SaysWhatItShould) {
  Words lines = GetParam().to_massage ? ToMassage() : Words{};
  lines.insert(lines.end(), GetParam().lines.begin(), GetParam().lines.end());
  CommandWorld world;
  world.connection = connection_;
  for (const std::string& line : lines) absl::StrAppend(&world.in, line, "\n");
  const CommandResult result = RunCommand(
      {"coach", "--case", GetParam().person, "--minutes", "12"}, world);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err, "");
  size_t position = 0;
  for (const std::string& text : GetParam().says) {
    const size_t found = result.out.find(text, position);
    ASSERT_NE(found, std::string::npos)
        << "does not say \"" << text << "\" where it should:\n"
        << result.out.substr(position);
    position = found + text.size();
  }
  for (const std::string& text : GetParam().never_says) {
    EXPECT_EQ(result.out.find(text), std::string::npos) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Conversations, CoachTest,
    testing::Values(
        Conversation{
            "TheEndOfTheInputStopsIt",
            {},
            {"Your session: 12 min", "What to watch for", "short of breath",
             "What you will do", "You have ended the session."},
            /*to_massage=*/false,
            {"Step 1 of"}},
        Conversation{"StopStopsIt",
                     {"stop"},
                     {"Step 5 of 14", "round 1 of 2 (left leg)",
                      "You have ended the session."}},
        Conversation{
            "TimeTakesItToTheCheckIn",
            {"skip technique", kTimeIsUp, "ready", kTimeIsUp, kTimeIsUp,
             kTimeIsUp, kTimeIsUp, kTimeIsUp, "2 dull", kTimeIsUp},
            {"take up the position", "Take your time.", "rest on tender spots",
             "How does it feel?", "0  no discomfort", "That is it for today."}},
        Conversation{
            "APauseLastsUntilThePersonIsReady",
            {"pause", kTimeIsUp, "ready"},
            {"Paused. Go on when you are ready.", "> ready", "Step 5 of 14"}},
        Conversation{"SteadyDiscomfortGoesOn",
                     {"hurts 3 dull"},
                     {"Discomfort that stays steady is normal"}},
        Conversation{"StrongDiscomfortEasesInTheTechniquesWay",
                     {"hurts", "d", "5"},
                     {"Let go for a moment.", "How strong is it?",
                      "That is strong. Make it milder from here on.",
                      "Stroke more lightly."}},
        Conversation{"GrowingPainThatSettlesLeavesTheAreaOut",
                     {"hurts 3 growing", kTimeIsUp, "1 d", "done"},
                     {"Let it settle", "Has it settled?", "Step 14 of 14",
                      "Good, it has settled.", "Drink some water",
                      "It hurt more than it should"},
                     true,
                     {"Step 8 of 14"}},
        Conversation{"GrowingPainThatDoesNotSettleEndsIt",
                     {"hurts 3 growing", "done", "g", "4"},
                     {"Let it settle", "Has it settled?",
                      "Pain that grows and does not settle",
                      "Do not massage now", "massage that had to stop"}},
        Conversation{
            "AStrengthByItselfIsNotDropped",
            {"hurts 9"},
            {"What is it like?", "That is too strong.", "Do not massage now"},
            true,
            {"You have ended"}},
        Conversation{"AStrengthIsNotTakenForALesserOne",
                     {"hurts 8", "2 dull"},
                     {"What is it like?", "That is too strong."}},
        Conversation{"StoppingWhilePainGrowsIsNoUsualEnd",
                     {"hurts 3 growing", "stop"},
                     {"Let it settle", "Pain that grows and does not settle",
                      "Do not massage now"},
                     true,
                     {"You have ended"}},
        Conversation{
            "PainIsLookedAtThoughThePersonLeaves",
            {"hurts growing", "q"},
            {"How strong is it?", "Pain that grows and does not settle",
             "Do not massage now"},
            true,
            {"You have ended"}},
        Conversation{"PainIsNotLostForWhatElseHasComeUp",
                     {"hurts 6", "n", "broken-skin@left-shin", "1 d"},
                     {"What is it like?", "What has come up?",
                      "Leave that place", "Let it settle"}},
        Conversation{"WhatIsUnderstoodOfAPainCounts",
                     {"hurts 9 burning"},
                     {"What is it like?", "That is too strong."}},
        Conversation{"WhatPeopleSayIsUnderstood",
                     {"i can't breathe"},
                     {"Stop the massage here.", "Call for help now"}},
        Conversation{"SwellingIsAskedAbout",
                     {"new swelling", "4", "l"},
                     {"It matters where that is", "What has come up?",
                      "Stop the massage here.", "Be seen today"}},
        Conversation{"ASwollenCalfIsNoSwollenKnee",
                     {"new knee-swelling@left-calf", "stop"},
                     {"is not at the calf", "What has come up?"}},
        Conversation{"WhatChangesNothingIsNoted",
                     {"new tight-calves"},
                     {"That is noted."}},
        Conversation{
            "WhatCameUpIsToldAtTheEnd",
            {"new persists-despite-self-care", "skip area", "0", "done"},
            {"Make an appointment", "That is it for today.",
             "See a professional"}},
        Conversation{"AWordMoreStopsItAllTheSame",
                     {"stop it!"},
                     {"You have ended the session."}},
        Conversation{"PainCanBeSaidInAWord",
                     {"sharp"},
                     {"Stop at once and take your hands or the tool away."}},
        Conversation{"WhatHasComeUpCanBeStopped",
                     {"new", "stop"},
                     {"What has come up?", "You have ended the session."}},
        Conversation{"ALegIsAPlace",
                     {"new", "7", "l"},
                     {"swollen knee: where?", "on the left leg",
                      "Stop the massage here.", "(left leg)"}},
        Conversation{"SharpPainEndsItAtOnce",
                     {"hurts sharp"},
                     {"Stop at once and take your hands or the tool away.",
                      "Do not massage now"},
                     true,
                     {"How strong is it?"}},
        Conversation{"SeverePainEndsIt",
                     {"hurts 8 dull"},
                     {"That is too strong.", "See a professional within days",
                      "May you massage?"}},
        Conversation{
            "ANewDangerEndsItWithItsUrgency",
            {"new breathlessness-or-chest-pain"},
            {"Stop the massage here.", "Call for help now", "breathlessness"}},
        Conversation{"WhatHasComeUpCanBeChosen",
                     {"new", "7?"},
                     {"What has come up?", "7  Is the knee swollen",
                      "Stop the massage here."}},
        Conversation{"WhatHasComeUpHasItsPlaces",
                     {"new", "14", "elbow", "left-front-thigh"},
                     {"broken skin: where?", "there is no region \"elbow\"",
                      "where?", "Stop the massage here."}},
        Conversation{"ACheckInTakesNews",
                     {"skip area", "n", "b", "n", "7", "left-knee"},
                     {"How does it feel?", "What has come up?",
                      "What does it feel like?", "What has come up?",
                      "Stop the massage here."}},
        Conversation{
            "WhatIsNotUnderstoodIsAskedAgain",
            {"perhaps", "hurts", "very", "2 d", "new nothing", "b", "stop"},
            {"That was not understood.", "Say how strong it is",
             "Discomfort that stays steady", "That was not understood",
             "What has come up?", "You have ended"}},
        Conversation{
            "WhoMayNotMassageGetsNoSession",
            {},
            {"Be seen today", "There is no plan", "May you massage?", "No."},
            /*to_massage=*/false,
            {"Your session", "Step 1"},
            kClot}),
    [](const testing::TestParamInfo<Conversation>& info) {
      return info.param.name;
    });

}  // namespace
}  // namespace knead::cli
