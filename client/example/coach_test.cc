// Runs the example against a server.
#include <atomic>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/example/run_example.h"
#include "client/testing/stream_server.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "knead/v1/session.pb.h"

namespace knead {
namespace {

using Stream = StreamServer::CoachStream;

// A token that is good for longer than any test runs.
constexpr absl::Duration kLong = absl::Hours(1);

// A session of one step and a check-in, whose token tells how far it is.
v1::CoachResponse After(const v1::CoachRequest& event,
                        absl::Duration token_lifetime = kLong) {
  v1::CoachResponse response;
  response.set_event_id(event.event_id());
  response.set_resume_token("token");
  response.mutable_resume_expire_time()->set_seconds(
      absl::ToUnixSeconds(absl::Now() + token_lifetime));
  if (event.has_start()) {
    response.set_state(v1::COACH_STATE_PLANNED);
  } else if (event.has_resume()) {
    response.set_state(v1::COACH_STATE_CHECKING);
    response.mutable_check()->add_questions()->set_finding("findings/fever");
  } else if (event.has_pain()) {
    response.set_state(v1::COACH_STATE_ENDED);
    response.mutable_end()->mutable_text()->set_text("Done.");
  } else if (event.has_step_done()) {
    response.set_state(v1::COACH_STATE_CHECK_IN);
    response.add_says()->set_text("Good.");
  } else {
    response.set_state(v1::COACH_STATE_RUNNING);
    response.mutable_step()->set_display_name("Rest");
  }
  return response;
}

grpc::Status Serve(Stream& stream, int most_events,
                   absl::Duration token_lifetime = kLong) {
  v1::CoachRequest event;
  for (int i = 0; i < most_events && stream.Read(&event); ++i) {
    const v1::CoachResponse response = After(event, token_lifetime);
    stream.Write(response);
    if (response.state() == v1::COACH_STATE_ENDED) return grpc::Status::OK;
  }
  return grpc::Status(grpc::StatusCode::UNAVAILABLE, "shutting down");
}

constexpr int kAll = 100;

TEST(CoachExampleTest, PrintsEachStepAndTheEnd) {
  const StreamServer server(
      [](grpc::ServerContext&, Stream& stream) { return Serve(stream, kAll); });
  const ExampleOutcome run = RunExample("coach_example", server.address());
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.output, "Now: Rest\nGood.\nDone.\n");
}

TEST(CoachExampleTest, GoesOnOverAnotherStream) {
  std::atomic<int> streams = 0;
  std::atomic<bool> resumed = false;
  const StreamServer server([&](grpc::ServerContext&, Stream& stream) {
    if (streams++ == 0) return Serve(stream, 2);
    v1::CoachRequest event;
    stream.Read(&event);
    resumed = event.resume().resume_token() == "token";
    stream.Write(After(event));
    return Serve(stream, kAll);
  });
  const ExampleOutcome run = RunExample("coach_example", server.address());
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_EQ(run.output, "Now: Rest\nNow: Rest\nGood.\nDone.\n");
  EXPECT_TRUE(resumed);
}

TEST(CoachExampleTest, AReportIsNotLostWithItsStream) {
  std::atomic<int> streams = 0;
  std::atomic<bool> reported = false;
  const StreamServer server([&](grpc::ServerContext&, Stream& stream) {
    // Breaks before the pain is taken.
    if (streams++ == 0) return Serve(stream, 3);
    v1::CoachRequest event;
    while (stream.Read(&event)) {
      if (event.has_pain()) reported = true;
      const v1::CoachResponse response = After(event);
      stream.Write(response);
      if (response.state() == v1::COACH_STATE_ENDED) return grpc::Status::OK;
    }
    return grpc::Status::OK;
  });
  const ExampleOutcome run = RunExample("coach_example", server.address());
  EXPECT_EQ(run.exit_code, 0) << run.output;
  EXPECT_TRUE(reported);
  EXPECT_EQ(streams, 2);
}

TEST(CoachExampleTest, GivesUpWhenTheTokenIsGoodNoMore) {
  std::atomic<int> streams = 0;
  const StreamServer server([&](grpc::ServerContext&, Stream& stream) {
    return Serve(stream, streams++ == 0 ? 2 : 0, absl::Seconds(2));
  });
  const ExampleOutcome run = RunExample("coach_example", server.address());
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.output, "Now: Rest\nshutting down\n");
  EXPECT_GE(streams, 2);
}

TEST(CoachExampleTest, ExplainsItsUse) {
  const ExampleOutcome run = RunExample("coach_example", "");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.output, "usage: coach HOST:PORT\n");
}

}  // namespace
}  // namespace knead
