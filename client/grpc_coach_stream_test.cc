#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/call_options.h"
#include "client/coach_stream.h"
#include "client/connection.h"
#include "client/grpc_connection.h"
#include "client/make_connection.h"
#include "client/options.h"
#include "client/testing/stream_server.h"
#include "gmock/gmock.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "knead/v1/session.pb.h"

namespace knead {
namespace {

using Stream = StreamServer::CoachStream;

// Answers each event by its number until one asks to stop.
grpc::Status AnswerUntilStopped(grpc::ServerContext&, Stream& stream) {
  v1::CoachRequest event;
  while (stream.Read(&event)) {
    v1::CoachResponse answer;
    answer.set_event_id(event.event_id());
    answer.set_state(event.has_stop() ? v1::COACH_STATE_ENDED
                                      : v1::COACH_STATE_RUNNING);
    stream.Write(answer);
    if (event.has_stop()) break;
  }
  return grpc::Status::OK;
}

std::unique_ptr<CoachStream> Open(const StreamServer& server,
                                  const CallOptions& options = {}) {
  auto stream = MakeConnection(server.Connect())->Coach(options);
  EXPECT_TRUE(stream.ok()) << stream.status();
  return *std::move(stream);
}

v1::CoachRequest Ready() {
  v1::CoachRequest event;
  event.mutable_ready();
  return event;
}

v1::CoachRequest Stop() {
  v1::CoachRequest event;
  event.mutable_stop();
  return event;
}

TEST(GrpcCoachStreamTest, EventsAreNumberedFromOneWhateverTheySay) {
  const StreamServer server(AnswerUntilStopped);
  const auto stream = Open(server);
  for (const int number : {1, 2, 3}) {
    v1::CoachRequest event = Ready();
    event.set_event_id(77);
    ASSERT_TRUE(stream->Write(event));
    const std::optional<v1::CoachResponse> answer = stream->Read();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->event_id(), number);
    EXPECT_EQ(answer->state(), v1::COACH_STATE_RUNNING);
  }
  ASSERT_TRUE(stream->Write(Stop()));
  EXPECT_EQ(stream->Read()->state(), v1::COACH_STATE_ENDED);
  EXPECT_FALSE(stream->Read().has_value());
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(GrpcCoachStreamTest, OneThreadWritesWhileAnotherOneReads) {
  const StreamServer server(AnswerUntilStopped);
  const auto stream = Open(server);
  std::thread writer([&stream] {
    for (int i = 0; i < 500; ++i) EXPECT_TRUE(stream->Write(Ready()));
    stream->WritesDone();
  });
  int last = 0;
  while (const std::optional<v1::CoachResponse> answer = stream->Read()) {
    EXPECT_EQ(answer->event_id(), ++last);
  }
  writer.join();
  EXPECT_EQ(last, 500);
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(GrpcCoachStreamTest, WhatIsOverStaysOver) {
  const StreamServer server(AnswerUntilStopped);
  const auto stream = Open(server);
  ASSERT_TRUE(stream->Write(Ready()));
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_FALSE(stream->Write(Ready()));
  EXPECT_FALSE(stream->Read().has_value());
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(GrpcCoachStreamTest, SaysWhyTheServerEndedIt) {
  const StreamServer server([](grpc::ServerContext&, Stream&) {
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "stopping");
  });
  const auto stream = Open(server);
  while (stream->Write(Ready())) continue;
  EXPECT_EQ(stream->Finish(), absl::UnavailableError("stopping"));
}

TEST(GrpcCoachStreamTest, AnyThreadCanCancelIt) {
  const StreamServer server(AnswerUntilStopped);
  const auto stream = Open(server);
  std::thread canceller([&stream] { stream->Cancel(); });
  EXPECT_FALSE(stream->Read().has_value());
  canceller.join();
  EXPECT_EQ(stream->Finish().code(), absl::StatusCode::kCancelled);
}

TEST(GrpcCoachStreamTest, WhoOpensItDoesNotWaitForAServer) {
  // Nobody listens at the port any more.
  const std::string address =
      std::make_unique<StreamServer>(AnswerUntilStopped)->address();
  ClientOptions options;
  options.target = address;
  options.credentials = InsecureCredentials{};
  const auto connection = MakeConnection(options);
  ASSERT_TRUE(connection.ok());
  CallOptions patient;
  patient.wait_for_ready = true;
  const auto stream = (*connection)->Coach(patient);
  ASSERT_TRUE(stream.ok());
  std::thread canceller([&stream] { (*stream)->Cancel(); });
  EXPECT_FALSE((*stream)->Write(Ready()));
  canceller.join();
  EXPECT_EQ((*stream)->Finish().code(), absl::StatusCode::kCancelled);
  // And who never uses it leaves nothing behind.
  EXPECT_TRUE((*connection)->Coach(patient).ok());
}

TEST(GrpcCoachStreamTest, AStreamOfNoEventsEnds) {
  const StreamServer server(AnswerUntilStopped);
  const auto stream = Open(server);
  stream->WritesDone();
  EXPECT_FALSE(stream->Read().has_value());
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(GrpcCoachStreamTest, WhatCannotBeSentIsNotOpened) {
  const StreamServer server(AnswerUntilStopped);
  const auto connection = MakeConnection(server.Connect());
  CallOptions late;
  late.timeout = absl::ZeroDuration();
  EXPECT_EQ(connection->Coach(late).status().code(),
            absl::StatusCode::kDeadlineExceeded);
  CallOptions faulty;
  faulty.metadata = {{"Not-Lower-Case", "x"}};
  EXPECT_EQ(connection->Coach(faulty).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace knead
