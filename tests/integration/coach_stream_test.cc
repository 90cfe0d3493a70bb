// Coach over a socket: each reaction, many sessions at once, clients that
// vanish, flood, send garbage or foreign tokens, and the end of the server.

#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/session/limits.h"
#include "service/session/testing/reactions.h"
#include "service/session/testing/shipped_planner.h"
#include "tests/support/coach_call.h"
#include "tests/support/own_connection.h"
#include "tests/support/running_server.h"
#include "tests/support/stream_call.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

v1::PlanSessionRequest SoreThigh() {
  return WellPerson("regions/front-thigh", {v1::SIDE_LEFT},
                    {"tools/foam-roller"}, 20);
}

using CoachStreamReactionTest = testing::TestWithParam<Reaction>;

TEST_P(CoachStreamReactionTest, IsTheOneThatIsWanted) {
  CoachCall call(SharedServer().channel());
  call.Start(SoreThigh());
  call.GoToMassage();
  for (const std::string& event : GetParam().events) call.Send(event);
  EXPECT_EQ(call.last().state(), GetParam().state);
  EXPECT_EQ(call.last().end().reason(), GetParam().end);
  if (!GetParam().says.empty()) {
    ASSERT_THAT(call.last().says(), Not(IsEmpty()));
    EXPECT_THAT(call.last().says(0).text(), HasSubstr(GetParam().says));
  }
  if (call.last().state() == v1::COACH_STATE_ENDED) {
    EXPECT_FALSE(call.Read());
    EXPECT_THAT(call.Finish(), IsAnswered());
  }
}

INSTANTIATE_TEST_SUITE_P(All, CoachStreamReactionTest,
                         testing::ValuesIn(Reactions()),
                         [](const testing::TestParamInfo<Reaction>& info) {
                           return info.param.name;
                         });

TEST(CoachStreamTest, EventsBehindTheEndAreNotAnswered) {
  CoachCall call(SharedServer().channel());
  call.Start(SoreThigh());
  call.Send("stop {}");
  call.Write("ready {}");
  EXPECT_FALSE(call.Read());
  EXPECT_THAT(call.Finish(), IsAnswered());
}

TEST(CoachStreamTest, GarbageEndsItBehindTheAnswers) {
  const std::string faults[] = {
      std::string("\x0a\x05x", 3),
      std::string(11, '\xff'),
      std::string("\x12\x02\x0a\x05", 4),
  };
  for (const std::string& fault : faults) {
    CoachCall call(SharedServer().channel());
    v1::CoachRequest start;
    *start.mutable_start() = SoreThigh();
    ASSERT_TRUE(call.Write(start));
    ASSERT_TRUE(call.WriteBytes(fault));
    EXPECT_TRUE(call.Read());
    EXPECT_FALSE(call.Read());
    EXPECT_THAT(call.Finish(), IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                                            "MALFORMED_REQUEST", ""));
  }
}

TEST(CoachStreamTest, AFaultyEventHasAClearStatusAndTheSessionCanBeResumed) {
  CoachCall call(SharedServer().channel());
  call.Start(SoreThigh());
  const std::string token = call.last().resume_token();
  call.Write("pain { intensity: 11 quality: PAIN_QUALITY_DULL }");
  EXPECT_FALSE(call.Read());
  EXPECT_THAT(call.Finish(),
              IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                           "VALUE_OUT_OF_RANGE", "pain.intensity"));
  CoachCall resumed(SharedServer().channel());
  EXPECT_EQ(resumed.Resume(token).state(), v1::COACH_STATE_CHECKING);
}

TEST(CoachStreamTest, AFaultOfTheStartIsToldWithinIt) {
  CoachCall call(SharedServer().channel());
  call.Write(
      "start { assessment_request { tools: 'tools/spoon' }"
      " available_time { seconds: 600 } }");
  EXPECT_THAT(call.Finish(), IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                                          "RESOURCE_NOT_FOUND",
                                          "start.assessment_request.tools[0]"));
}

TEST(CoachStreamTest, ForeignAndChangedTokensAreRefused) {
  CoachCall call(SharedServer().channel());
  std::string token = call.Start(SoreThigh()).resume_token();
  token[token.size() / 3] ^= 1;
  RunningServer other;
  CoachCall elsewhere(other.channel());
  const std::string foreign = elsewhere.Start(SoreThigh()).resume_token();
  for (const std::string& bad : {token, foreign, std::string("x")}) {
    CoachCall resumed(SharedServer().channel());
    v1::CoachRequest event;
    event.mutable_resume()->set_resume_token(bad);
    resumed.Write(event);
    EXPECT_THAT(resumed.Finish(),
                IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                             "INVALID_RESUME_TOKEN", "resume.resume_token"));
  }
}

TEST(CoachStreamTest, WhoFloodsIsEnded) {
  CoachCall call(SharedServer().channel());
  call.Start(SoreThigh());
  std::thread writer([&call] {
    for (int i = 0; i < 100000 && call.Write("pause {}"); ++i) continue;
  });
  writer.join();
  int answers = 0;
  while (call.Read()) ++answers;
  // Some credit comes in while the flood is under way.
  EXPECT_GE(answers, kMaxEventBurst - 1);
  EXPECT_LT(answers, 100000);
  EXPECT_THAT(call.Finish(), IsKneadError(grpc::StatusCode::RESOURCE_EXHAUSTED,
                                          "TOO_MANY_EVENTS", ""));
}

// More sessions than the server takes at once, one after the other: one that
// stayed behind would be missed.
TEST(CoachStreamTest, WhoVanishesLeavesNothingBehind) {
  ServerOptions options = TestOptions();
  options.limits.max_streams = 50;
  RunningServer server(options);
  for (int i = 0; i < 60; ++i) {
    CoachCall call(server.channel());
    v1::CoachRequest start;
    *start.mutable_start() = SoreThigh();
    ASSERT_TRUE(call.Write(start));
    if (i % 2 == 0) {
      ASSERT_TRUE(call.Read()) << i;
    }
    call.Cancel();
    EXPECT_EQ(call.Finish().status.error_code(), grpc::StatusCode::CANCELLED);
  }
  CoachCall call(server.channel());
  EXPECT_EQ(call.Start(SoreThigh()).state(), v1::COACH_STATE_PLANNED);
}

TEST(CoachStreamTest, AHalfClosedSessionEnds) {
  CoachCall call(SharedServer().channel());
  call.Start(SoreThigh());
  call.WritesDone();
  EXPECT_FALSE(call.Read());
  EXPECT_THAT(call.Finish(), IsAnswered());
}

TEST(CoachStreamTest, AServerThatStopsHandsTheSessionOver) {
  const std::string key_file = absl::StrCat(testing::TempDir(), "/session.key");
  {
    std::ofstream key(key_file);
    key << std::string(32, 'k');
  }
  ServerOptions options = TestOptions();
  options.session_key_files = {key_file};
  RunningServer first(options);
  RunningServer second(options);
  CoachCall call(first.channel());
  call.Start(SoreThigh());
  call.GoToMassage();
  const v1::CoachResponse before = call.last();
  std::thread stopper([&first] { first.server().Drain(); });
  EXPECT_FALSE(call.Read());
  EXPECT_THAT(call.Finish(),
              IsKneadError(grpc::StatusCode::UNAVAILABLE, "SHUTTING_DOWN", ""));
  stopper.join();

  CoachCall resumed(second.channel());
  resumed.Resume(before.resume_token());
  v1::CoachRequest denied;
  for (const auto& question : resumed.last().check().questions()) {
    auto* observation = denied.mutable_new_findings()->add_observations();
    observation->set_finding(question.finding());
    observation->set_presence(v1::PRESENCE_ABSENT);
  }
  resumed.Send(denied);
  EXPECT_EQ(resumed.last().state(), v1::COACH_STATE_PAUSED);
  EXPECT_EQ(resumed.last().step().number(), before.step().number());
}

TEST(CoachStreamTest, AThousandSessionsAtOnceLoseAndReorderNothing) {
  constexpr int sessions = 1000;
  constexpr int threads = 10;
  constexpr int events = 20;
  RunningServer server;
  std::vector<std::unique_ptr<CoachCall>> calls(sessions);
  const auto in_parallel = [&](const auto& work) {
    std::vector<std::thread> workers;
    for (int t = 0; t < threads; ++t) {
      workers.emplace_back([&, t] {
        const auto channel = OwnConnection(server.server().address());
        // A machine that is busy can take longer than a handshake may last.
        // Clients try again, and calls begin when that is done.
        EXPECT_TRUE(channel->WaitForConnected(
            absl::ToChronoTime(absl::Now() + kStreamTimeout)));
        for (int i = t; i < sessions; i += threads) work(channel, i);
      });
    }
    for (std::thread& worker : workers) worker.join();
  };
  // All are open before the first one goes on.
  std::vector<std::shared_ptr<grpc::Channel>> channels(threads);
  in_parallel([&](const std::shared_ptr<grpc::Channel>& channel, int i) {
    channels[i % threads] = channel;
    calls[i] = std::make_unique<CoachCall>(channel);
    calls[i]->Start(SoreThigh());
    EXPECT_EQ(calls[i]->last().state(), v1::COACH_STATE_PLANNED) << i;
  });
  in_parallel([&](const auto& /*channel*/, int i) {
    CoachCall& call = *calls[i];
    // All events at once; the state tells that each was taken in its turn.
    for (int event = 1; event < events; ++event) {
      EXPECT_TRUE(call.Write(event % 2 == 1 ? std::string("ready {}")
                                            : std::string("pause {}")));
    }
    for (int event = 1; event < events; ++event) {
      EXPECT_TRUE(call.Read()) << i;
      EXPECT_EQ(call.last().event_id(), event + 1) << i;
      EXPECT_EQ(call.last().state(), event % 2 == 1 ? v1::COACH_STATE_RUNNING
                                                    : v1::COACH_STATE_PAUSED);
    }
    EXPECT_EQ(call.Send("stop {}").state(), v1::COACH_STATE_ENDED);
    EXPECT_THAT(call.Finish(), IsAnswered());
  });
}

}  // namespace
}  // namespace knead
