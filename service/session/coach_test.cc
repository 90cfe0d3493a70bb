#include "service/session/coach.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "knead/v1/errors.pb.h"
#include "service/errors/error_payload.h"
#include "service/session/coach_state.pb.h"
#include "service/session/limits.h"
#include "service/session/resume_token.h"
#include "service/session/testing/reactions.h"
#include "service/session/testing/shipped_planner.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const ResumeTokens& Tokens() {
  static const auto& tokens =
      *new ResumeTokens(*ResumeTokens::Create({std::string(32, 'k')}));
  return tokens;
}

// A coach with a clock that stands still unless it is told otherwise, and the
// numbering of events.
class Session {
 public:
  explicit Session(absl::Time now = absl::FromUnixSeconds(1000000),
                   std::shared_ptr<const Planner> planner = ShippedPlanner(),
                   const ResumeTokens& tokens = Tokens())
      : now_(now),
        coach_(std::move(planner), &tokens, [this] { return now_; }) {}

  absl::StatusOr<v1::CoachResponse> Try(v1::CoachRequest request) {
    if (request.event_id() == 0) request.set_event_id(next_id_);
    auto response = coach_.Handle(request);
    if (response.ok()) {
      ++next_id_;
      last_ = *response;
    }
    return response;
  }

  // `event` is a CoachRequest as text, without its number.
  v1::CoachResponse Send(const std::string& event) {
    v1::CoachRequest request;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(event, &request));
    auto response = Try(request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : v1::CoachResponse();
  }

  v1::CoachResponse Start(const v1::PlanSessionRequest& start) {
    v1::CoachRequest request;
    *request.mutable_start() = start;
    auto response = Try(request);
    EXPECT_TRUE(response.ok()) << response.status();
    return *response;
  }

  v1::CoachResponse Resume(const std::string& token) {
    v1::CoachRequest request;
    request.mutable_resume()->set_resume_token(token);
    auto response = Try(request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : v1::CoachResponse();
  }

  // The current step is done, in its time.
  v1::CoachResponse Done() {
    Pass(absl::Seconds(last_.remaining().seconds()));
    v1::CoachRequest request;
    request.mutable_step_done()->set_step_number(last_.step().number());
    return *Try(request);
  }

  // Goes on until a step of that kind.
  v1::CoachResponse GoTo(v1::SessionStepKind kind) {
    while (last_.state() != v1::COACH_STATE_ENDED &&
           last_.step().kind() != kind) {
      if (last_.state() == v1::COACH_STATE_CHECK_IN) {
        Send("pain { intensity: 1 quality: PAIN_QUALITY_DULL }");
      } else {
        Done();
      }
    }
    EXPECT_EQ(last_.step().kind(), kind);
    return last_;
  }

  void Pass(absl::Duration time) { now_ += time; }
  absl::Time now() const { return now_; }
  const v1::CoachResponse& last() const { return last_; }
  const Coach& coach() const { return coach_; }

 private:
  absl::Time now_;
  Coach coach_;
  int64_t next_id_ = 1;
  v1::CoachResponse last_;
};

v1::PlanSessionRequest SoreThigh(int minutes = 20) {
  return WellPerson("regions/front-thigh", {v1::SIDE_LEFT},
                    {"tools/foam-roller"}, minutes);
}

// A session in its first round of massage.
std::unique_ptr<Session> InMassage(
    const v1::PlanSessionRequest& request = SoreThigh()) {
  auto session = std::make_unique<Session>();
  session->Start(request);
  session->Send("ready {}");
  session->GoTo(v1::SESSION_STEP_KIND_MASSAGE);
  return session;
}

// What a resumed session is told when nothing has come up.
std::string AllDenied() {
  std::string event = "new_findings {";
  for (const std::string& finding :
       ShippedPlanner()->guide().check().findings()) {
    absl::StrAppend(&event, " observations { finding: \"", finding,
                    "\" presence: PRESENCE_ABSENT }");
  }
  return event + " }";
}

std::string ReasonOf(const absl::Status& status) {
  return ErrorPayload<google::rpc::ErrorInfo>(status).reason();
}

TEST(CoachTest, LeadsThroughEveryStepToTheEnd) {
  Session session;
  const auto opened = session.Start(SoreThigh());
  EXPECT_EQ(opened.state(), v1::COACH_STATE_PLANNED);
  ASSERT_TRUE(opened.plan().has_plan());
  EXPECT_EQ(opened.next().kind(), v1::SESSION_STEP_KIND_WATER);
  EXPECT_FALSE(opened.has_step());
  session.Send("ready {}");
  int steps = 0;
  while (session.last().state() != v1::COACH_STATE_ENDED) {
    ++steps;
    EXPECT_EQ(session.last().step().number(), steps);
    EXPECT_EQ(session.last().progress().steps_done(), steps - 1);
    if (session.last().state() == v1::COACH_STATE_CHECK_IN) {
      session.Send("pain { intensity: 0 }");
    } else {
      EXPECT_EQ(session.last().state(), v1::COACH_STATE_RUNNING);
      session.Done();
    }
  }
  EXPECT_EQ(steps, opened.progress().step_count());
  EXPECT_EQ(session.last().end().reason(), v1::SESSION_END_REASON_COMPLETED);
  EXPECT_FALSE(session.last().end().has_assessment());
  EXPECT_EQ(session.last().resume_token(), "");
  EXPECT_TRUE(session.coach().ended());
}

using CoachReactionTest = testing::TestWithParam<Reaction>;

TEST_P(CoachReactionTest, IsTheOneThatIsWanted) {
  auto session = InMassage();
  for (const std::string& event : GetParam().events) session->Send(event);
  const v1::CoachResponse& response = session->last();
  EXPECT_EQ(response.state(), GetParam().state);
  EXPECT_EQ(response.end().reason(), GetParam().end);
  EXPECT_EQ(response.resume_token().empty(),
            GetParam().state == v1::COACH_STATE_ENDED);
  if (GetParam().end != v1::SESSION_END_REASON_UNSPECIFIED) {
    EXPECT_NE(response.end().text().text(), "");
  }
  if (GetParam().says.empty()) {
    EXPECT_THAT(response.says(), IsEmpty());
  } else {
    ASSERT_THAT(response.says(), Not(IsEmpty()));
    EXPECT_THAT(response.says(0).text(), HasSubstr(GetParam().says));
    EXPECT_THAT(response.says(0).citations(), Not(IsEmpty()));
  }
}

INSTANTIATE_TEST_SUITE_P(All, CoachReactionTest, testing::ValuesIn(Reactions()),
                         [](const testing::TestParamInfo<Reaction>& info) {
                           return info.param.name;
                         });

// The table of SessionService.Coach.
TEST(CoachTest, EveryEventInEveryState) {
  using S = std::vector<v1::CoachState>;
  constexpr v1::CoachState kPlanned = v1::COACH_STATE_PLANNED;
  constexpr v1::CoachState kChecking = v1::COACH_STATE_CHECKING;
  constexpr v1::CoachState kRunning = v1::COACH_STATE_RUNNING;
  constexpr v1::CoachState kPaused = v1::COACH_STATE_PAUSED;
  constexpr v1::CoachState kCheckIn = v1::COACH_STATE_CHECK_IN;
  constexpr v1::CoachState kWaiting = v1::COACH_STATE_WAITING;
  constexpr v1::CoachState kEnded = v1::COACH_STATE_ENDED;
  // Sessions in these states.
  const S states = {kPlanned, kChecking, kRunning, kPaused, kCheckIn, kWaiting};
  const auto in_state = [&](v1::CoachState state) {
    if (state == kPlanned) {
      auto session = std::make_unique<Session>();
      session->Start(SoreThigh());
      return session;
    }
    auto session = InMassage(WellPerson(
        "regions/front-thigh", {v1::SIDE_LEFT, v1::SIDE_RIGHT}, {}, 30));
    if (state == kChecking) {
      auto other = std::make_unique<Session>(session->now());
      other->Resume(session->last().resume_token());
      return other;
    }
    if (state == kPaused) session->Send("pause {}");
    if (state == kCheckIn) session->GoTo(v1::SESSION_STEP_KIND_CHECK_IN);
    if (state == kWaiting) {
      session->Send("pain { intensity: 1 quality: PAIN_QUALITY_INCREASING }");
    }
    return session;
  };
  // What becomes of each of them, and whether it goes to another step.
  struct Row {
    std::string event;
    S after;
    std::vector<bool> moves;
  };
  const S kAllEnd(6, kEnded);
  const std::vector<Row> rows = {
      {"ready {}",
       {kRunning, kChecking, kRunning, kRunning, kCheckIn, kWaiting},
       {true, false, false, false, false, false}},
      {"step_done { step_number: $0 }",
       {kPlanned, kChecking, kRunning, kPaused, kCheckIn, kWaiting},
       {false, false, true, false, false, false}},
      {"pause {}",
       {kPlanned, kChecking, kPaused, kPaused, kCheckIn, kWaiting},
       {false, false, false, false, false, false}},
      {"skip { step_number: $0 }",
       {kPlanned, kChecking, kRunning, kPaused, kCheckIn, kWaiting},
       {false, false, true, true, false, false}},
      {"pain { intensity: 2 quality: PAIN_QUALITY_DULL }",
       {kPlanned, kChecking, kRunning, kPaused, kRunning, kRunning},
       {false, false, false, false, true, true}},
      {"pain { intensity: 5 quality: PAIN_QUALITY_DULL }",
       {kPlanned, kChecking, kRunning, kPaused, kRunning, kEnded},
       {false, false, false, false, true, true}},
      {"pain { intensity: 2 quality: PAIN_QUALITY_INCREASING }",
       {kWaiting, kEnded, kWaiting, kWaiting, kWaiting, kEnded},
       {false, true, false, false, false, true}},
      {"pain { intensity: 0 quality: PAIN_QUALITY_SHARP }", kAllEnd, {}},
      {"pain { intensity: 7 quality: PAIN_QUALITY_DULL }", kAllEnd, {}},
      {R"(new_findings { observations {
            finding: "findings/numbness-tingling-weakness"
            presence: PRESENCE_PRESENT } })",
       kAllEnd,
       {}},
      {"stop {}", kAllEnd, {}},
  };
  for (const Row& row : rows) {
    for (size_t i = 0; i < states.size(); ++i) {
      SCOPED_TRACE(
          absl::StrCat(row.event, " in ", v1::CoachState_Name(states[i])));
      auto session = in_state(states[i]);
      ASSERT_EQ(session->last().state(), states[i]);
      const int step = session->last().step().number();
      session->Send(absl::Substitute(row.event, step));
      EXPECT_EQ(session->last().state(), row.after[i])
          << session->last().end().ShortDebugString();
      if (session->last().state() == kEnded) continue;
      EXPECT_EQ(session->last().step().number() != step, row.moves[i]);
    }
  }
}

TEST(CoachTest, PainThatEndsASessionIsAssessed) {
  for (const char* quality : {"PAIN_QUALITY_SHARP", "PAIN_QUALITY_SHOOTING",
                              "PAIN_QUALITY_RADIATING"}) {
    auto session = InMassage();
    session->Send(absl::StrCat("pain { intensity: 2 quality: ", quality, " }"));
    const v1::Assessment& now = session->last().end().assessment();
    EXPECT_EQ(now.permission().permission(), v1::PERMISSION_NOT_NOW);
    EXPECT_TRUE(absl::c_any_of(now.fired_contraindications(),
                               [](const v1::FiredContraindication& fired) {
                                 return fired.contraindication() ==
                                        "contraindications/pain-during-massage";
                               }));
  }
}

bool Fired(const v1::Assessment& assessment, const std::string& name) {
  return absl::c_any_of(assessment.fired_contraindications(),
                        [&](const v1::FiredContraindication& fired) {
                          return fired.contraindication() == name;
                        });
}

TEST(CoachTest, AllThatAReportSaysIsAssessed) {
  for (const char* quality :
       {"PAIN_QUALITY_SHARP", "PAIN_QUALITY_INCREASING"}) {
    auto session = InMassage();
    session->Send(absl::StrCat("pain { intensity: 9 quality: ", quality, " }"));
    const v1::Assessment& now = session->last().end().assessment();
    EXPECT_TRUE(Fired(now, "contraindications/pain-during-massage"));
    EXPECT_TRUE(Fired(now, "contraindications/severe-pain"));
  }
}

TEST(CoachTest, StoppingWhilePainGrowsIsAssessed) {
  auto session = InMassage();
  session->Send("pain { intensity: 3 quality: PAIN_QUALITY_INCREASING }");
  const std::string token = session->last().resume_token();
  session->Send("stop {}");
  EXPECT_TRUE(Fired(session->last().end().assessment(),
                    "contraindications/pain-during-massage"));
  // Nor does a broken connection make it one.
  Session other(session->now());
  other.Resume(token);
  other.Send("stop {}");
  EXPECT_EQ(other.last().end().reason(),
            v1::SESSION_END_REASON_PAIN_NOT_SETTLED);
}

TEST(CoachTest, EasingHoldsForAllThatIsLeftOfATechnique) {
  auto session = InMassage();
  session->Send("pain { intensity: 5 quality: PAIN_QUALITY_DULL }");
  const std::string technique = session->last().step().technique();
  int steps = 0;
  while (session->last().step().technique() == technique) {
    const v1::SessionStep& step = session->last().step();
    if (step.pressure() != v1::PRESSURE_LEVEL_UNSPECIFIED) {
      ++steps;
      EXPECT_TRUE(absl::c_any_of(step.cues(), [](const v1::SessionCue& cue) {
        return cue.kind() == v1::SESSION_CUE_KIND_PRESSURE;
      })) << step.DebugString();
    }
    session->Done();
  }
  EXPECT_GT(steps, 1);
}

TEST(CoachTest, WhoIsToBeGentleStopsAtAnyPain) {
  v1::PlanSessionRequest request =
      WellPerson("regions/calf", {v1::SIDE_LEFT}, {}, 20);
  v1::AssessRequest& person = *request.mutable_assessment_request();
  for (v1::Observation& observation : *person.mutable_observations()) {
    if (observation.finding() == "findings/blood-thinners") {
      observation.set_presence(v1::PRESENCE_PRESENT);
    }
  }
  person.add_clearances("contraindications/blood-thinners");
  auto session = InMassage(request);
  const std::string technique = session->last().step().technique();
  ASSERT_FALSE(technique.empty());
  EXPECT_TRUE(absl::c_any_of(
      session->last().step().cues(), [](const v1::SessionCue& cue) {
        return cue.statement().text().find("stop at any pain") !=
               std::string::npos;
      }));
  session->Send("pain { intensity: 1 quality: PAIN_QUALITY_DULL }");
  ASSERT_THAT(session->last().says(), Not(IsEmpty()));
  EXPECT_THAT(session->last().says(0).text(), HasSubstr("Leave this out"));
  EXPECT_NE(session->last().step().technique(), technique);
}

// Goes on to the end, with `pain` at each check-in, and returns the steps of
// massage.
std::vector<v1::SessionStep> MassageToTheEnd(const std::string& pain,
                                             Session* session) {
  std::vector<v1::SessionStep> steps;
  while (session->last().state() != v1::COACH_STATE_ENDED) {
    const v1::SessionStep& step = session->last().step();
    if (step.kind() == v1::SESSION_STEP_KIND_MASSAGE) steps.push_back(step);
    if (session->last().state() == v1::COACH_STATE_CHECK_IN) {
      session->Send(pain);
    } else {
      session->Done();
    }
  }
  return steps;
}

TEST(CoachTest, WhatHurtsOnOneLegIsLeftOutThereAndLighterOnTheOther) {
  for (const std::vector<std::string>& pains :
       {std::vector<std::string>{
            "pain { intensity: 2 quality: PAIN_QUALITY_INCREASING }",
            "pain { intensity: 0 }"},
        {"pain { intensity: 6 quality: PAIN_QUALITY_DULL }",
         "pain { intensity: 6 quality: PAIN_QUALITY_DULL }"}}) {
    auto session = InMassage(WellPerson("regions/front-thigh",
                                        {v1::SIDE_LEFT, v1::SIDE_RIGHT},
                                        {"tools/foam-roller"}, 30));
    const v1::Side side = session->last().step().side();
    for (const std::string& pain : pains) session->Send(pain);
    const auto steps = MassageToTheEnd("pain { intensity: 0 }", session.get());
    ASSERT_THAT(steps, Not(IsEmpty()));
    for (const v1::SessionStep& step : steps) {
      EXPECT_NE(step.side(), side) << step.display_name();
    }
    EXPECT_EQ(steps[0].pressure(), v1::PRESSURE_LEVEL_LIGHT);
    EXPECT_EQ(session->last().end().reason(), v1::SESSION_END_REASON_COMPLETED);
    EXPECT_THAT(session->last().end().text().text(), HasSubstr("rest"));
  }
}

TEST(CoachTest, NothingIsFirmerThanWhatHurt) {
  auto session = InMassage();
  const std::string technique = session->last().step().technique();
  ASSERT_EQ(session->last().step().pressure(), v1::PRESSURE_LEVEL_LIGHT);
  session->Send("pain { intensity: 6 quality: PAIN_QUALITY_DULL }");
  int rounds = 0;
  for (const v1::SessionStep& step :
       MassageToTheEnd("pain { intensity: 0 }", session.get())) {
    if (step.technique() != technique) continue;
    ++rounds;
    EXPECT_EQ(step.pressure(), v1::PRESSURE_LEVEL_LIGHT) << step.number();
  }
  EXPECT_GT(rounds, 1);
}

TEST(CoachTest, EachStrongCheckInMakesAllMilderUntilNothingIsLeft) {
  v1::PlanSessionRequest request = WellPerson(
      "regions/front-thigh", {v1::SIDE_LEFT, v1::SIDE_RIGHT}, {}, 90);
  request.add_preferred_regions("regions/front-thigh");
  request.add_preferred_regions("regions/calf");
  request.add_preferred_regions("regions/back-thigh");
  auto strong = InMassage(request);
  std::vector<int> check_ins;
  while (strong->last().state() != v1::COACH_STATE_ENDED) {
    if (strong->last().state() == v1::COACH_STATE_CHECK_IN) {
      check_ins.push_back(strong->last().step().number());
      strong->Send("pain { intensity: 5 quality: PAIN_QUALITY_DULL }");
      if (check_ins.size() == 2 &&
          strong->last().step().kind() == v1::SESSION_STEP_KIND_MASSAGE) {
        EXPECT_EQ(strong->last().step().pressure(), v1::PRESSURE_LEVEL_LIGHT);
      }
    } else {
      strong->Done();
    }
  }
  // Twice milder, then no more.
  EXPECT_EQ(check_ins.size(), 3);
  EXPECT_THAT(strong->last().end().text().text(), HasSubstr("rest"));
}

TEST(CoachTest, WhereNothingShouldHurtAnyPainLeavesTheAreaOut) {
  auto session =
      InMassage(WellPerson("regions/kneecap", {v1::SIDE_LEFT}, {}, 10));
  const std::string technique = session->last().step().technique();
  ASSERT_THAT(technique, HasSubstr("kneecap"));
  session->Send("pain { intensity: 2 quality: PAIN_QUALITY_DULL }");
  ASSERT_THAT(session->last().says(), Not(IsEmpty()));
  EXPECT_THAT(session->last().says(0).text(), HasSubstr("Leave this out"));
  EXPECT_NE(session->last().step().technique(), technique);
}

TEST(CoachTest, PainOfTheWarmUpEndsTheWarmUp) {
  Session session;
  session.Start(SoreThigh());
  session.Send("ready {}");
  while (session.last().step().kind() != v1::SESSION_STEP_KIND_WARM_UP) {
    session.Done();
  }
  session.Send("pain { intensity: 3 quality: PAIN_QUALITY_DULL }");
  EXPECT_NE(session.last().step().kind(), v1::SESSION_STEP_KIND_WARM_UP);
  ASSERT_EQ(session.last().says_size(), 1);
  EXPECT_THAT(session.last().says(0).text(), HasSubstr("Stop and rest"));
}

TEST(CoachTest, WhatFollowsASkippedRoundIsNoFirmer) {
  auto session = InMassage();
  const v1::SessionStep first = session->last().step();
  session->Send(absl::StrCat("skip { step_number: ", first.number(), " }"));
  for (const v1::SessionStep& step :
       MassageToTheEnd("pain { intensity: 0 }", session.get())) {
    if (step.technique() == first.technique()) {
      EXPECT_LE(step.pressure(), first.pressure());
    }
  }
  // Nothing hurt.
  EXPECT_EQ(session->last().end().text().text(),
            ShippedPlanner()->guide().completed().text());
}

TEST(CoachTest, WhatWasReportedIsSaidAtOnceAndNotForgotten) {
  auto session = InMassage();
  session->Send(R"(new_findings { observations {
      finding: "findings/constant-or-night-pain"
      presence: PRESENCE_PRESENT } })");
  ASSERT_EQ(session->last().state(), v1::COACH_STATE_RUNNING)
      << session->last().end().ShortDebugString();
  // Why it matters, and whom to see.
  EXPECT_GE(session->last().says_size(), 2);
  MassageToTheEnd("pain { intensity: 0 }", session.get());
  const v1::SessionEnd& end = session->last().end();
  EXPECT_EQ(end.reason(), v1::SESSION_END_REASON_COMPLETED);
  EXPECT_EQ(end.assessment().urgency().floor(), v1::URGENCY_ROUTINE);
}

TEST(CoachTest, WhatWasOnlyDeniedNeedsNoWordAtTheEnd) {
  auto session = InMassage();
  session->Send(R"(new_findings { observations {
      finding: "findings/breathlessness-or-chest-pain"
      presence: PRESENCE_ABSENT } })");
  session->Send("stop {}");
  const v1::SessionEnd& end = session->last().end();
  EXPECT_EQ(end.reason(), v1::SESSION_END_REASON_STOPPED);
  EXPECT_FALSE(end.has_assessment());
}

TEST(CoachTest, WhatChangesNothingIsNoted) {
  auto session = InMassage();
  session->Send(R"(new_findings { observations {
      finding: "findings/tight-calves" presence: PRESENCE_PRESENT } })");
  ASSERT_EQ(session->last().says_size(), 1);
  EXPECT_EQ(session->last().says(0).text(),
            ShippedPlanner()->guide().noted().text());
}

TEST(CoachTest, AWoundUnderTheHandsEndsWithTheWordStop) {
  auto session = InMassage();
  session->Send(R"(new_findings { observations {
      finding: "findings/broken-skin" presence: PRESENCE_PRESENT
      sites { region: "regions/front-thigh" side: SIDE_LEFT } } })");
  const v1::SessionEnd& end = session->last().end();
  EXPECT_EQ(end.reason(), v1::SESSION_END_REASON_NOTHING_LEFT);
  EXPECT_THAT(end.text().text(), HasSubstr("Stop"));
}

// However the start was written, what is reported meets it.
TEST(CoachTest, ADangerEndsTheSessionHoweverTheStartWasWritten) {
  v1::PlanSessionRequest twice = SoreThigh();
  auto& observations =
      *twice.mutable_assessment_request()->mutable_observations();
  const int count = observations.size();
  for (int i = 0; i < count; ++i) *observations.Add() = observations[i];
  for (const char* event : {"pain { intensity: 5 quality: PAIN_QUALITY_SHARP }",
                            "pain { intensity: 9 quality: PAIN_QUALITY_DULL }",
                            R"(new_findings { observations {
             finding: "findings/numbness-tingling-weakness"
             presence: PRESENCE_PRESENT } })"}) {
    auto session = InMassage(twice);
    session->Send(event);
    EXPECT_EQ(session->last().state(), v1::COACH_STATE_ENDED) << event;
    EXPECT_TRUE(session->last().end().has_assessment()) << event;
  }
}

TEST(CoachTest, ARetiredFindingAndItsReplacementAreOne) {
  const auto planner = PlannerOnEdited([](v1::ContentBundle* bundle) {
    v1::Finding retired;
    for (const v1::Finding& finding : bundle->findings()) {
      if (finding.name() == "findings/limp") retired = finding;
    }
    retired.set_name("findings/hobble");
    retired.set_replaced_by("findings/limp");
    *bundle->add_findings() = retired;
    std::sort(bundle->mutable_findings()->begin(),
              bundle->mutable_findings()->end(),
              [](const v1::Finding& a, const v1::Finding& b) {
                return a.name() < b.name();
              });
  });
  v1::PlanSessionRequest request = SoreThigh();
  for (auto& observation :
       *request.mutable_assessment_request()->mutable_observations()) {
    if (observation.finding() == "findings/limp") {
      observation.set_finding("findings/hobble");
    }
  }
  Session session(absl::FromUnixSeconds(1000000), planner);
  session.Start(request);
  session.Send(R"(new_findings { observations {
      finding: "findings/limp" presence: PRESENCE_PRESENT } })");
  EXPECT_EQ(session.last().state(), v1::COACH_STATE_PLANNED);
  session.Send(R"(new_findings { observations {
      finding: "findings/hobble" presence: PRESENCE_PRESENT } })");
  EXPECT_EQ(session.last().state(), v1::COACH_STATE_PLANNED);
}

// Limits that came up hold like those of the beginning, resumed or not.
TEST(CoachTest, WhoIsToBeGentleFromNowOnStopsAtAnyPain) {
  v1::PlanSessionRequest request =
      WellPerson("regions/calf", {v1::SIDE_LEFT}, {}, 20);
  request.mutable_assessment_request()->add_clearances(
      "contraindications/blood-thinners");
  auto session = InMassage(request);
  session->Send(R"(new_findings { observations {
      finding: "findings/blood-thinners" presence: PRESENCE_PRESENT } })");
  ASSERT_EQ(session->last().state(), v1::COACH_STATE_RUNNING);
  // The plan is the one that holds now.
  for (const v1::PlanBlock& block : session->last().plan().plan().blocks()) {
    for (const v1::PlannedTechnique& planned : block.techniques()) {
      EXPECT_EQ(planned.recommendation().firmest_pressure(),
                v1::PRESSURE_LEVEL_LIGHT);
    }
  }
  const std::string limited = ShippedPlanner()->guide().limited_round().text();
  const auto says_so = [&](const v1::SessionStep& step) {
    return absl::c_any_of(step.cues(), [&](const v1::SessionCue& cue) {
      return cue.statement().text() == limited;
    });
  };
  EXPECT_TRUE(says_so(session->last().step()));
  Session other(session->now());
  other.Resume(session->last().resume_token());
  other.Send(AllDenied());
  other.Send("ready {}");
  EXPECT_TRUE(says_so(other.last().step()));
  for (Session* each : {session.get(), &other}) {
    const std::string technique = each->last().step().technique();
    each->Send("pain { intensity: 3 quality: PAIN_QUALITY_DULL }");
    ASSERT_THAT(each->last().says(), Not(IsEmpty()));
    EXPECT_THAT(each->last().says(0).text(), HasSubstr("Leave this out"));
    EXPECT_NE(each->last().step().technique(), technique);
  }
}

// A plan that changed adds up, and holds nothing that is withheld.
TEST(CoachTest, AChangedPlanIsSound) {
  auto session = InMassage(
      WellPerson("regions/calf", {v1::SIDE_LEFT, v1::SIDE_RIGHT}, {}, 40));
  session->Send(R"(new_findings { observations {
      finding: "findings/broken-skin" presence: PRESENCE_PRESENT
      sites { region: "regions/calf" side: SIDE_LEFT } } })");
  const v1::PlanSessionResponse& changed = session->last().plan();
  ASSERT_TRUE(changed.has_plan());
  int64_t seconds = 0;
  const auto add = [&](const auto& steps) {
    for (const v1::SessionStep& step : steps) {
      seconds += step.duration().seconds();
    }
  };
  add(changed.plan().preparation());
  add(changed.plan().closing());
  for (const v1::PlanBlock& block : changed.plan().blocks()) {
    EXPECT_NE(block.site().side(), v1::SIDE_LEFT);
    const int64_t before = seconds;
    add(block.steps());
    EXPECT_EQ(seconds - before, block.duration().seconds());
    seconds += block.check_in().duration().seconds();
  }
  EXPECT_EQ(seconds, changed.plan().duration().seconds());
  EXPECT_TRUE(absl::c_any_of(
      changed.plan().left_out(), [](const v1::LeftOutArea& area) {
        return area.site().side() == v1::SIDE_LEFT &&
               area.reason() == v1::LEFT_OUT_REASON_WITHHELD;
      }));
}

TEST(CoachTest, ANewPlaceOfAnOldReasonIsSaid) {
  auto session = InMassage();
  for (const char* sites :
       {R"(sites { region: "regions/shin" side: SIDE_LEFT })",
        R"(sites { region: "regions/calf" side: SIDE_LEFT })"}) {
    session->Send(absl::StrCat(
        R"(new_findings { observations { finding: "findings/broken-skin"
            presence: PRESENCE_PRESENT )",
        sites, " } }"));
    ASSERT_THAT(session->last().says(), Not(IsEmpty())) << sites;
    EXPECT_NE(session->last().says(0).text(),
              ShippedPlanner()->guide().noted().text())
        << sites;
  }
}

TEST(CoachTest, GrowingPainCountsHoweverTheSessionEnds) {
  auto session = InMassage();
  session->Send("pain { intensity: 3 quality: PAIN_QUALITY_INCREASING }");
  session->Send(R"(new_findings { observations {
      finding: "findings/broken-skin" presence: PRESENCE_PRESENT
      sites { region: "regions/front-thigh" side: SIDE_LEFT } } })");
  if (session->last().state() == v1::COACH_STATE_ENDED) {
    EXPECT_TRUE(Fired(session->last().end().assessment(),
                      "contraindications/pain-during-massage"));
  } else {
    EXPECT_EQ(session->last().state(), v1::COACH_STATE_WAITING);
  }
  auto danger = InMassage();
  danger->Send("pain { intensity: 3 quality: PAIN_QUALITY_INCREASING }");
  danger->Send(R"(new_findings { observations {
      finding: "findings/growing-lump" presence: PRESENCE_PRESENT } })");
  EXPECT_TRUE(Fired(danger->last().end().assessment(),
                    "contraindications/pain-during-massage"));
}

// What growing pain interrupted is what goes on.
TEST(CoachTest, SettledPainGoesBackToWhatItInterrupted) {
  Session session;
  session.Start(SoreThigh());
  session.Send("pain { intensity: 3 quality: PAIN_QUALITY_INCREASING }");
  session.Send("pain { intensity: 0 }");
  EXPECT_EQ(session.last().state(), v1::COACH_STATE_PLANNED);
  session.Send("ready {}");
  EXPECT_EQ(session.last().step().number(), 1);

  auto paused = InMassage();
  paused->Send("pause {}");
  paused->Send("pain { intensity: 3 quality: PAIN_QUALITY_INCREASING }");
  paused->Send("pain { intensity: 0 }");
  EXPECT_EQ(paused->last().state(), v1::COACH_STATE_PAUSED);

  // Resumed meanwhile, it waits at the same step.
  auto waiting = InMassage();
  const int number = waiting->last().step().number();
  waiting->Send("pain { intensity: 3 quality: PAIN_QUALITY_INCREASING }");
  Session other(waiting->now());
  other.Resume(waiting->last().resume_token());
  other.Send(AllDenied());
  EXPECT_EQ(other.last().state(), v1::COACH_STATE_WAITING);
  EXPECT_EQ(other.last().step().number(), number);
}

TEST(CoachTest, ATokenFromTheFutureIsRefused) {
  Session session;
  session.Start(SoreThigh());
  v1::CoachRequest request;
  request.mutable_resume()->set_resume_token(session.last().resume_token());
  Session on_time(session.now() - kMaxClockSkew);
  EXPECT_TRUE(on_time.Try(request).ok());
  Session behind(session.now() - kMaxClockSkew - absl::Milliseconds(1));
  EXPECT_EQ(ReasonOf(behind.Try(request).status()), "INVALID_RESUME_TOKEN");
}

TEST(CoachTest, ASessionThatTheContentCannotGoOnWithIsRefusedAtOnce) {
  v1::PlanSessionRequest start = SoreThigh();
  start.add_preferred_techniques("techniques/calf-hands");
  Session session;
  session.Start(start);
  const auto without = PlannerOnEdited([](v1::ContentBundle* bundle) {
    for (v1::Technique& technique : *bundle->mutable_techniques()) {
      if (technique.name() == "techniques/calf-hands") {
        technique.set_name("techniques/calf-handz");
      }
    }
    for (v1::Indication& indication : *bundle->mutable_indications()) {
      for (std::string& technique : *indication.mutable_techniques()) {
        if (technique == "techniques/calf-hands") {
          technique = "techniques/calf-handz";
        }
      }
    }
  });
  Session other(session.now(), without);
  v1::CoachRequest request;
  request.mutable_resume()->set_resume_token(session.last().resume_token());
  EXPECT_EQ(ReasonOf(other.Try(request).status()), "SESSION_CONTENT_GONE");
}

TEST(CoachTest, TheTimeOfAnAreaHoldsForWhatIsSkippedToo) {
  auto session = InMassage(SoreThigh(40));
  session->Pass(absl::Minutes(9));
  session->Send("pain { intensity: 0 }");
  session->Pass(absl::Minutes(2));
  session->Send(absl::StrCat(
      "skip { step_number: ", session->last().step().number(), " }"));
  EXPECT_EQ(session->last().state(), v1::COACH_STATE_CHECK_IN);
}

TEST(CoachTest, SeverePainIsToBeSeenWithinDays) {
  auto session = InMassage();
  session->Send("pain { intensity: 9 quality: PAIN_QUALITY_DULL }");
  EXPECT_EQ(session->last().end().assessment().urgency().floor(),
            v1::URGENCY_SOON);
}

TEST(CoachTest, ANewDangerEndsWithItsUrgencyAndReason) {
  auto session = InMassage();
  session->Send(R"(new_findings {
    observations { finding: "findings/new-calf-or-thigh-pain"
                   presence: PRESENCE_PRESENT }
    observations { finding: "findings/calf-or-thigh-swelling"
                   presence: PRESENCE_PRESENT }
    observations { finding: "findings/breathlessness-or-chest-pain"
                   presence: PRESENCE_PRESENT } })");
  const v1::SessionEnd& end = session->last().end();
  EXPECT_EQ(end.reason(), v1::SESSION_END_REASON_NEW_DANGER);
  EXPECT_EQ(end.assessment().urgency().floor(), v1::URGENCY_EMERGENCY);
  EXPECT_THAT(end.assessment().fired_rules(), Not(IsEmpty()));
}

TEST(CoachTest, MilderMeansLessPressureInTheTechniquesOwnWay) {
  auto session = InMassage();
  // On to a round that goes deeper.
  while (session->last().step().pressure() <= v1::PRESSURE_LEVEL_LIGHT) {
    session->Done();
  }
  const v1::SessionStep before = session->last().step();
  session->Send("pain { intensity: 5 quality: PAIN_QUALITY_DULL }");
  const v1::CoachResponse& eased = session->last();
  EXPECT_EQ(eased.step().number(), before.number());
  EXPECT_LE(eased.step().pressure(), before.pressure());
  const auto* technique =
      ShippedPlanner()->catalog().Find<v1::Technique>(before.technique());
  ASSERT_NE(technique, nullptr);
  ASSERT_EQ(eased.says_size(), 1 + technique->ease_size());
  EXPECT_EQ(eased.says(1).text(), technique->ease(0).text());
  EXPECT_TRUE(
      absl::c_any_of(eased.step().cues(), [&](const v1::SessionCue& cue) {
        return cue.kind() == v1::SESSION_CUE_KIND_PRESSURE &&
               cue.statement().text() == technique->ease(0).text();
      }));
}

TEST(CoachTest, WhatHurtMoreAndMoreIsLeftOutForTheRest) {
  auto session = InMassage();
  const std::string stopped = session->last().step().technique();
  session->Send("pain { intensity: 2 quality: PAIN_QUALITY_INCREASING }");
  EXPECT_EQ(session->last().step().kind(), v1::SESSION_STEP_KIND_REST);
  session->Send("pain { intensity: 0 }");
  while (session->last().state() != v1::COACH_STATE_ENDED) {
    EXPECT_NE(session->last().step().technique(), stopped);
    if (session->last().state() == v1::COACH_STATE_CHECK_IN) {
      session->Send("pain { intensity: 0 }");
    } else {
      session->Done();
    }
  }
}

TEST(CoachTest, ACheckInCannotBePassedWithoutAWord) {
  auto session = InMassage();
  session->GoTo(v1::SESSION_STEP_KIND_CHECK_IN);
  const int number = session->last().step().number();
  for (const std::string& event :
       {std::string("ready {}"),
        absl::StrCat("step_done { step_number: ", number, " }"),
        absl::StrCat("skip { step_number: ", number, " }"),
        absl::StrCat("skip { step_number: ", number,
                     " scope: SKIP_SCOPE_BLOCK }")}) {
    session->Send(event);
    EXPECT_EQ(session->last().state(), v1::COACH_STATE_CHECK_IN) << event;
    EXPECT_EQ(session->last().step().number(), number) << event;
  }
  session->Send("pain { intensity: 0 }");
  EXPECT_EQ(session->last().step().number(), number + 1);
}

TEST(CoachTest, AnEventAboutAnotherStepChangesNothing) {
  auto session = InMassage();
  const int number = session->last().step().number();
  for (const int other : {0, number - 1, number + 1, 99}) {
    session->Send(absl::StrCat("step_done { step_number: ", other, " }"));
    EXPECT_EQ(session->last().step().number(), number);
    session->Send(absl::StrCat("skip { step_number: ", other, " }"));
    EXPECT_EQ(session->last().step().number(), number);
  }
}

TEST(CoachTest, SkipLeavesOutAStepATechniqueOrABlock) {
  auto step = InMassage();
  const v1::SessionStep first = step->last().step();
  step->Send(absl::StrCat("skip { step_number: ", first.number(), " }"));
  EXPECT_EQ(step->last().step().number(), first.number() + 1);

  auto technique = InMassage();
  technique->Send(absl::StrCat("skip { step_number: ", first.number(),
                               " scope: SKIP_SCOPE_TECHNIQUE }"));
  EXPECT_NE(technique->last().step().technique(), first.technique());

  auto block = InMassage();
  block->Send(absl::StrCat("skip { step_number: ", first.number(),
                           " scope: SKIP_SCOPE_BLOCK }"));
  EXPECT_EQ(block->last().state(), v1::COACH_STATE_CHECK_IN);
}

TEST(CoachTest, APauseStopsTheClockOfAStep) {
  auto session = InMassage();
  const int64_t whole = session->last().step().duration().seconds();
  session->Pass(absl::Seconds(10));
  session->Send("pause {}");
  EXPECT_EQ(session->last().remaining().seconds(), whole - 10);
  session->Pass(absl::Minutes(5));
  session->Send("ready {}");
  EXPECT_EQ(session->last().remaining().seconds(), whole - 10);
}

TEST(CoachTest, AnAreaIsNotWorkedOnForLongerThanItMay) {
  auto session = InMassage();
  // Somebody who takes very long over one step.
  session->Pass(absl::Minutes(9));
  session->Send("pain { intensity: 1 quality: PAIN_QUALITY_DULL }");
  session->Pass(absl::Minutes(2));
  session->Send(absl::StrCat(
      "step_done { step_number: ", session->last().step().number(), " }"));
  EXPECT_EQ(session->last().state(), v1::COACH_STATE_CHECK_IN);
}

TEST(CoachTest, ATechniqueThatIsWithheldNowIsNotDone) {
  auto session = std::make_unique<Session>();
  const auto opened = session->Start(
      WellPerson("regions/calf", {v1::SIDE_LEFT, v1::SIDE_RIGHT}, {}, 40));
  session->Send("ready {}");
  session->Send(R"(new_findings { observations {
    finding: "findings/broken-skin" presence: PRESENCE_PRESENT
    sites { region: "regions/calf" side: SIDE_LEFT } } })");
  ASSERT_TRUE(session->last().has_plan()) << "the plan has changed";
  EXPECT_THAT(session->last().says(), Not(IsEmpty()));
  int steps = 0;
  while (session->last().state() != v1::COACH_STATE_ENDED) {
    if (session->last().step().kind() == v1::SESSION_STEP_KIND_MASSAGE) {
      ++steps;
      EXPECT_NE(session->last().step().side(), v1::SIDE_LEFT);
    }
    if (session->last().state() == v1::COACH_STATE_CHECK_IN) {
      session->Send("pain { intensity: 0 }");
    } else {
      session->Done();
    }
  }
  EXPECT_GT(steps, 0);
}

TEST(CoachTest, WhereMassageIsNotAllowedItEndsWithTheAssessment) {
  Session session;
  v1::PlanSessionRequest request;
  request.mutable_assessment_request();
  request.mutable_available_time()->set_seconds(1200);
  const auto response = session.Start(request);
  EXPECT_EQ(response.state(), v1::COACH_STATE_ENDED);
  EXPECT_EQ(response.end().reason(), v1::SESSION_END_REASON_NO_PLAN);
  EXPECT_EQ(response.plan().no_plan().reason(), v1::NO_PLAN_REASON_NOT_ALLOWED);
}

TEST(CoachTest, IsResumedWhereItStood) {
  auto session = InMassage();
  session->Pass(absl::Seconds(10));
  session->Send("pain { intensity: 1 quality: PAIN_QUALITY_DULL }");
  const v1::CoachResponse before = session->last();
  Session other(session->now() + absl::Minutes(14));
  other.Resume(before.resume_token());
  EXPECT_EQ(other.last().state(), v1::COACH_STATE_CHECKING);
  EXPECT_EQ(other.last().check().questions_size(),
            ShippedPlanner()->guide().check().findings_size());
  EXPECT_FALSE(other.last().has_step());
  other.Send(AllDenied());
  EXPECT_EQ(other.last().state(), v1::COACH_STATE_PAUSED);
  EXPECT_TRUE(other.last().plan().has_plan());
  EXPECT_EQ(other.last().step().SerializeAsString(),
            before.step().SerializeAsString());
  EXPECT_EQ(other.last().remaining().seconds(), before.remaining().seconds());
  other.Send("ready {}");
  EXPECT_EQ(other.last().state(), v1::COACH_STATE_RUNNING);
}

TEST(CoachTest, AResumedSessionDoesNothingBeforeItsQuestionsAreAnswered) {
  auto session = InMassage();
  const std::string token = session->last().resume_token();
  Session other(session->now());
  other.Resume(token);
  for (const char* event :
       {"ready {}", "pause {}", "step_done { step_number: 5 }",
        "skip { step_number: 5 }", "pain { intensity: 0 }"}) {
    other.Send(event);
    EXPECT_EQ(other.last().state(), v1::COACH_STATE_CHECKING) << event;
    EXPECT_FALSE(other.last().has_step()) << event;
  }
}

TEST(CoachTest, AQuestionOfACheckThatIsNotAnsweredCountsAsADanger) {
  auto session = InMassage();
  Session other(session->now());
  other.Resume(session->last().resume_token());
  other.Send(R"(new_findings { observations {
    finding: "findings/knee-swelling" presence: PRESENCE_ABSENT } })");
  EXPECT_EQ(other.last().end().reason(), v1::SESSION_END_REASON_NEW_DANGER);
}

// Whatever token is played again, the danger is asked for, and counts.
TEST(CoachTest, AnOlderTokenDoesNotGetAroundADanger) {
  auto session = std::make_unique<Session>();
  session->Start(SoreThigh());
  const std::string planned = session->last().resume_token();
  session->Send("ready {}");
  session->GoTo(v1::SESSION_STEP_KIND_MASSAGE);
  const std::string massage = session->last().resume_token();
  session->Send("pain { intensity: 2 quality: PAIN_QUALITY_INCREASING }");
  const std::string waiting = session->last().resume_token();
  session->Send("pain { intensity: 2 quality: PAIN_QUALITY_SHARP }");
  for (const std::string& token : {planned, massage, waiting}) {
    Session other(session->now());
    other.Resume(token);
    EXPECT_EQ(other.last().state(), v1::COACH_STATE_CHECKING);
    std::string event = AllDenied();
    event.replace(event.find("PRESENCE_ABSENT"), 15, "PRESENCE_PRESENT");
    other.Send(event);
    EXPECT_EQ(other.last().state(), v1::COACH_STATE_ENDED);
  }
  // What had not settled has not settled by being resumed.
  Session other(session->now());
  other.Resume(waiting);
  const std::string again = other.last().resume_token();
  other.Send(AllDenied());
  EXPECT_EQ(other.last().state(), v1::COACH_STATE_WAITING);
  Session third(session->now());
  third.Resume(again);
  third.Send(AllDenied());
  EXPECT_EQ(third.last().state(), v1::COACH_STATE_WAITING);
}

TEST(CoachTest, ASessionThatHadNotBegunIsResumedAsPlanned) {
  Session session;
  session.Start(SoreThigh());
  Session other(session.now());
  other.Resume(session.last().resume_token());
  other.Send(AllDenied());
  EXPECT_EQ(other.last().state(), v1::COACH_STATE_PLANNED);
}

TEST(CoachTest, OnOtherContentAreasThatWereBegunAreDone) {
  auto session = InMassage(
      WellPerson("regions/calf", {v1::SIDE_LEFT, v1::SIDE_RIGHT}, {}, 40));
  ASSERT_EQ(session->last().step().side(), v1::SIDE_LEFT);
  const auto newer = PlannerOnEdited([](v1::ContentBundle* bundle) {
    bundle->mutable_manifest()->mutable_opening()->set_text("Another one.");
  });
  ASSERT_NE(newer->catalog().revision(),
            ShippedPlanner()->catalog().revision());
  Session other(session->now(), newer);
  other.Resume(session->last().resume_token());
  other.Send(AllDenied());
  EXPECT_EQ(other.last().plan().assessment().content_revision(),
            newer->catalog().revision());
  ASSERT_EQ(other.last().state(), v1::COACH_STATE_PAUSED);
  other.Send("ready {}");
  while (other.last().state() != v1::COACH_STATE_ENDED) {
    EXPECT_FALSE(other.last().step().side() == v1::SIDE_LEFT &&
                 other.last().step().technique() ==
                     session->last().step().technique());
    if (other.last().state() == v1::COACH_STATE_CHECK_IN) {
      other.Send("pain { intensity: 0 }");
    } else {
      other.Done();
    }
  }
}

TEST(CoachTest, TheTokenTellsNothingOfThePerson) {
  Session session;
  session.Start(SoreThigh());
  const std::string token = session.last().resume_token();
  EXPECT_THAT(token, Not(HasSubstr("findings")));
  // And it is not the same twice.
  session.Send("pause {}");
  EXPECT_NE(session.last().resume_token(), token);
}

struct Refusal {
  std::string name;
  // What is done with a session that has just begun.
  std::function<absl::Status(Session*)> act;
  absl::StatusCode code;
  v1::ErrorReason reason;
};

absl::Status TryText(Session* session, const std::string& text) {
  v1::CoachRequest request;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request));
  return session->Try(request).status();
}

std::vector<Refusal> Refusals() {
  constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
  const auto send = [](const std::string& text) {
    return [text](Session* session) { return TryText(session, text); };
  };
  const auto resume = [](const std::string& token, absl::Duration later) {
    return [token, later](Session* session) {
      Session other(session->now() + later);
      v1::CoachRequest request;
      request.mutable_resume()->set_resume_token(
          token == "last" ? session->last().resume_token() : token);
      return other.Try(request).status();
    };
  };
  return {
      {"NoEvent", send(""), kInvalid, v1::ERROR_REASON_MISSING_FIELD},
      {"NotTheNextOne", send("event_id: 7 ready {}"), kInvalid,
       v1::ERROR_REASON_EVENT_OUT_OF_ORDER},
      {"TheSameAgain", send("event_id: 1 ready {}"), kInvalid,
       v1::ERROR_REASON_EVENT_OUT_OF_ORDER},
      {"StartedTwice", send("start {}"), kInvalid,
       v1::ERROR_REASON_EVENT_OUT_OF_ORDER},
      {"ResumedInTheMidst", send("resume {}"), kInvalid,
       v1::ERROR_REASON_EVENT_OUT_OF_ORDER},
      {"NotBegun",
       [](Session* session) {
         Session other(session->now());
         return TryText(&other, "ready {}");
       },
       kInvalid, v1::ERROR_REASON_EVENT_OUT_OF_ORDER},
      {"PainOfEleven",
       send("pain { intensity: 11 quality: PAIN_QUALITY_DULL }"), kInvalid,
       v1::ERROR_REASON_VALUE_OUT_OF_RANGE},
      {"PainBelowZero", send("pain { intensity: -1 }"), kInvalid,
       v1::ERROR_REASON_VALUE_OUT_OF_RANGE},
      {"PainOfNoKind", send("pain { intensity: 1 }"), kInvalid,
       v1::ERROR_REASON_MISSING_FIELD},
      {"PainOfAnUnknownKind", send("pain { intensity: 1 quality: 77 }"),
       kInvalid, v1::ERROR_REASON_INVALID_ENUM_VALUE},
      {"SkipOfAnUnknownKind", send("skip { scope: 9 }"), kInvalid,
       v1::ERROR_REASON_INVALID_ENUM_VALUE},
      {"NothingFound", send("new_findings {}"), kInvalid,
       v1::ERROR_REASON_MISSING_FIELD},
      {"UnknownFinding",
       send(R"(new_findings { observations { finding: "findings/itch"
                 presence: PRESENCE_PRESENT } })"),
       kInvalid, v1::ERROR_REASON_RESOURCE_NOT_FOUND},
      {"NoToken", resume("", absl::ZeroDuration()), kInvalid,
       v1::ERROR_REASON_MISSING_FIELD},
      {"ForeignToken", resume("Zm9yZWlnbg", absl::ZeroDuration()), kInvalid,
       v1::ERROR_REASON_INVALID_RESUME_TOKEN},
      {"TokenOfAnotherKey",
       [](Session* session) {
         static const auto& other_tokens =
             *new ResumeTokens(*ResumeTokens::Create({std::string(32, 'x')}));
         Session other(session->now(), ShippedPlanner(), other_tokens);
         v1::CoachRequest request;
         request.mutable_resume()->set_resume_token(
             session->last().resume_token());
         return other.Try(request).status();
       },
       kInvalid, v1::ERROR_REASON_INVALID_RESUME_TOKEN},
      {"TokenThatWasChanged",
       [](Session* session) {
         std::string token = session->last().resume_token();
         token[token.size() / 2] = token[token.size() / 2] == 'A' ? 'B' : 'A';
         Session other(session->now());
         v1::CoachRequest request;
         request.mutable_resume()->set_resume_token(token);
         return other.Try(request).status();
       },
       kInvalid, v1::ERROR_REASON_INVALID_RESUME_TOKEN},
      {"TokenTooOld", resume("last", kResumeTokenLifetime),
       absl::StatusCode::kFailedPrecondition,
       v1::ERROR_REASON_RESUME_TOKEN_EXPIRED},
      {"Idle",
       [](Session* session) {
         session->Pass(kMaxSessionIdle);
         return TryText(session, "ready {}");
       },
       absl::StatusCode::kDeadlineExceeded, v1::ERROR_REASON_SESSION_IDLE},
      {"TooLong",
       [](Session* session) {
         absl::Status status;
         for (int i = 0; i < 100 && status.ok(); ++i) {
           session->Pass(absl::Minutes(5));
           status = TryText(session, "pause {}");
         }
         return status;
       },
       absl::StatusCode::kDeadlineExceeded, v1::ERROR_REASON_SESSION_TOO_LONG},
      {"TooFast",
       [](Session* session) {
         absl::Status status;
         for (int i = 0; i <= kMaxEventBurst && status.ok(); ++i) {
           status = TryText(session, "pause {}");
         }
         return status;
       },
       absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_TOO_MANY_EVENTS},
  };
}

using CoachRefusalTest = testing::TestWithParam<Refusal>;

TEST_P(CoachRefusalTest, HasAClearStatus) {
  Session session;
  session.Start(SoreThigh());
  const absl::Status status = GetParam().act(&session);
  EXPECT_EQ(status.code(), GetParam().code) << status;
  EXPECT_EQ(ReasonOf(status), ReasonName(GetParam().reason)) << status;
  EXPECT_NE(status.message(), "");
}

INSTANTIATE_TEST_SUITE_P(All, CoachRefusalTest, testing::ValuesIn(Refusals()),
                         [](const testing::TestParamInfo<Refusal>& info) {
                           return info.param.name;
                         });

// Resumes the session with its last token, after `edit` of what is sealed in
// it, as another release might have sealed it.
absl::StatusOr<v1::CoachResponse> ResumeEdited(
    const Session& session, Session* other,
    const std::function<void(session::CoachState*)>& edit) {
  session::CoachState state;
  EXPECT_TRUE(state.ParseFromString(
      Tokens().Open(session.last().resume_token()).value()));
  edit(&state);
  v1::CoachRequest request;
  request.mutable_resume()->set_resume_token(
      Tokens().Seal(state.SerializeAsString()).value());
  return other->Try(request);
}

TEST(CoachTest, AStateThatNoSessionHasIsRefused) {
  Session session;
  session.Start(SoreThigh());
  const std::function<void(session::CoachState*)> edits[] = {
      [](auto* state) { state->set_step_number(-1); },
      [](auto* state) { state->set_step_ms(-1); },
      [](auto* state) { state->set_block_ms(INT64_MAX); },
      [](auto* state) { state->set_state(v1::COACH_STATE_UNSPECIFIED); },
      [](auto* state) { state->set_state(v1::COACH_STATE_ENDED); },
      [](auto* state) { state->set_state(static_cast<v1::CoachState>(99)); },
      [](auto* state) {
        state->set_state(v1::COACH_STATE_CHECKING);
        state->set_awaited(v1::COACH_STATE_CHECKING);
      },
      [](auto* state) { state->add_eased(); },
      [](auto* state) {
        state->add_eased()->set_firmest(static_cast<v1::PressureLevel>(99));
      },
      [](auto* state) { state->set_times_all_eased(-1); },
      [](auto* state) { state->set_times_all_eased(3); },
  };
  for (const auto& edit : edits) {
    Session other(session.now());
    const absl::Status status = ResumeEdited(session, &other, edit).status();
    EXPECT_EQ(ReasonOf(status), "INVALID_RESUME_TOKEN") << status;
  }
}

TEST(CoachTest, AStepBehindTheLastOneIsTheLast) {
  for (const v1::CoachState awaited :
       {v1::COACH_STATE_RUNNING, v1::COACH_STATE_WAITING,
        v1::COACH_STATE_PLANNED}) {
    Session session;
    session.Start(SoreThigh());
    Session other(session.now());
    ASSERT_TRUE(ResumeEdited(session, &other, [&](auto* state) {
                  state->set_step_number(INT32_MAX);
                  state->set_state(awaited);
                  state->set_interrupted(v1::COACH_STATE_RUNNING);
                }).ok());
    v1::CoachRequest nothing_new;
    for (const std::string& finding :
         ShippedPlanner()->guide().check().findings()) {
      auto& observation =
          *nothing_new.mutable_new_findings()->add_observations();
      observation.set_finding(finding);
      observation.set_presence(v1::PRESENCE_ABSENT);
    }
    const auto response = other.Try(nothing_new);
    ASSERT_TRUE(response.ok()) << response.status();
    EXPECT_LE(response->step().number(), response->progress().step_count());
  }
}

TEST(CoachTest, TheLimitsThemselvesAreTaken) {
  Session session;
  session.Start(SoreThigh());
  for (int i = 1; i < kMaxEventBurst; ++i) session.Send("pause {}");
  for (int second = 0; second < 3; ++second) {
    session.Pass(absl::Seconds(1));
    for (int i = 0; i < kMaxEventsPerSecond; ++i) session.Send("pause {}");
  }
  session.Pass(kMaxSessionIdle - absl::Milliseconds(1));
  session.Send("pause {}");
  Session other(session.now() + kResumeTokenLifetime - absl::Milliseconds(1));
  other.Resume(session.last().resume_token());
  EXPECT_EQ(other.last().state(), v1::COACH_STATE_CHECKING);
}

}  // namespace
}  // namespace knead
