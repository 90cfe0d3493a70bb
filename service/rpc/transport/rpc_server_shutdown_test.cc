#include <atomic>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/rpc_server.h"
#include "service/rpc/transport/testing/async_echo.h"
#include "service/rpc/transport/testing/echo.grpc.pb.h"
#include "service/rpc/transport/testing/echo.pb.h"
#include "service/rpc/transport/testing/echo_server.h"
#include "service/rpc/transport/testing/gate.h"

namespace knead {
namespace rpc {
namespace {

using ::knead::testing::v1::EchoRequest;
using ::knead::testing::v1::EchoResponse;
using ::knead::testing::v1::EchoService;

// Over a channel within the process gRPC ends calls as soon as the server
// stops, and it would crash if one were started then.
class RpcServerShutdownTest : public ::testing::TestWithParam<Wire> {};

INSTANTIATE_TEST_SUITE_P(Wires, RpcServerShutdownTest,
                         ::testing::Values(Wire::kSocket, Wire::kInProcess),
                         [](const auto& info) {
                           return info.param == Wire::kSocket ? "Socket"
                                                              : "InProcess";
                         });

// Waits until the channel has learnt that its server goes away.
void AwaitGoodbye(grpc::Channel* channel) {
  while (channel->GetState(false) == GRPC_CHANNEL_READY) {
    channel->WaitForStateChange(GRPC_CHANNEL_READY,
                                absl::ToChronoTime(absl::InfiniteFuture()));
  }
}

TEST(RpcServerSocketShutdownTest, ACallThatIsBeingWorkedOnIsFinished) {
  Gate gate;
  EchoServer server(EchoServices(gate.EchoHandler()));
  const auto channel = server.Connect(Wire::kSocket);
  AsyncEcho call(channel, "wait");
  gate.AwaitCall();
  std::thread stopper(
      [&] { server.server().Shutdown(absl::InfiniteDuration()); });
  AwaitGoodbye(channel.get());
  gate.Open();
  EXPECT_TRUE(call.Status().ok()) << call.Status().error_message();
  stopper.join();
}

TEST(RpcServerSocketShutdownTest, AStreamIsWaitedFor) {
  EchoServer server;
  const auto channel = server.Connect(Wire::kSocket);
  const auto stub = EchoService::NewStub(channel);
  grpc::ClientContext context;
  const auto stream = stub->Chat(&context);
  EchoResponse response;
  ASSERT_TRUE(stream->Write(EchoRequest()));
  ASSERT_TRUE(stream->Read(&response));
  std::thread stopper(
      [&] { server.server().Shutdown(absl::InfiniteDuration()); });
  AwaitGoodbye(channel.get());
  ASSERT_TRUE(stream->Write(EchoRequest()));
  ASSERT_TRUE(stream->Read(&response));
  ASSERT_TRUE(stream->WritesDone());
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
  stopper.join();
}

TEST_P(RpcServerShutdownTest, ACallThatIsBeingWorkedOnEnds) {
  Gate gate;
  EchoServer server(EchoServices(gate.EchoHandler()));
  const auto channel = server.Connect(GetParam());
  AsyncEcho call(channel, "wait");
  gate.AwaitCall();
  std::thread stopper([&] { server.server().Shutdown(absl::ZeroDuration()); });
  gate.Open();
  stopper.join();
  const grpc::Status status = call.Status();
  EXPECT_TRUE(status.ok() ||
              status.error_code() == grpc::StatusCode::UNAVAILABLE ||
              status.error_code() == grpc::StatusCode::CANCELLED)
      << status.error_code() << ": " << status.error_message();
}

TEST_P(RpcServerShutdownTest, WhatIsNotDoneInTimeIsCancelled) {
  EchoServer server;
  const auto stub = EchoService::NewStub(server.Connect(GetParam()));
  grpc::ClientContext context;
  const auto stream = stub->Chat(&context);
  ASSERT_TRUE(stream->Write(EchoRequest()));
  EchoResponse response;
  ASSERT_TRUE(stream->Read(&response));
  server.server().Shutdown(absl::Milliseconds(10));
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_FALSE(stream->Finish().ok());
}

TEST_P(RpcServerShutdownTest, CallsThatWaitWhileTheServerStopsAllEnd) {
  Gate gate;
  RpcServerOptions options;
  options.queues = 1;
  options.ready_per_method = 4;
  EchoServer server(EchoServices(gate.EchoHandler()), std::move(options));
  const auto channel = server.Connect(GetParam());
  AsyncEcho first(channel, "wait");
  gate.AwaitCall();
  // Some wait in the slots of the queue, the others inside gRPC.
  std::vector<std::unique_ptr<AsyncEcho>> calls;
  calls.reserve(12);
  for (int i = 0; i < 12; ++i) {
    calls.push_back(std::make_unique<AsyncEcho>(channel, "waiting"));
  }
  std::thread stopper([&] { server.server().Shutdown(absl::ZeroDuration()); });
  gate.Open();
  stopper.join();
  for (const auto& call : calls) {
    const grpc::Status status = call->Status();
    EXPECT_TRUE(status.ok() ||
                status.error_code() == grpc::StatusCode::CANCELLED ||
                status.error_code() == grpc::StatusCode::UNAVAILABLE)
        << status.error_code() << ": " << status.error_message();
  }
}

TEST(RpcServerSocketShutdownTest, UnderLoadEveryCallEnds) {
  for (int round = 0; round < 5; ++round) {
    EchoServer server;
    std::atomic<int> answered{0};
    std::vector<std::thread> clients;
    clients.reserve(8);
    for (int c = 0; c < 8; ++c) {
      clients.emplace_back(
          [&answered, channel = server.Connect(Wire::kSocket)] {
            for (int i = 0;; ++i) {
              const grpc::Status status =
                  AsyncEcho(channel, absl::StrCat(i)).Status();
              if (status.ok()) {
                ++answered;
                continue;
              }
              EXPECT_TRUE(status.error_code() == grpc::StatusCode::CANCELLED ||
                          status.error_code() == grpc::StatusCode::UNAVAILABLE)
                  << status.error_code() << ": " << status.error_message();
              return;
            }
          });
    }
    while (answered < 100) absl::SleepFor(absl::Milliseconds(1));
    server.server().Shutdown(absl::InfiniteDuration());
    for (std::thread& client : clients) client.join();
    EXPECT_GE(answered, 100);
  }
}

TEST_P(RpcServerShutdownTest, FurtherShutdownsDoNothing) {
  EchoServer server;
  EXPECT_TRUE(AsyncEcho(server.Connect(GetParam()), "x").Status().ok());
  std::vector<std::thread> stoppers;
  stoppers.reserve(4);
  for (int i = 0; i < 4; ++i) {
    stoppers.emplace_back(
        [&] { server.server().Shutdown(absl::InfiniteDuration()); });
  }
  for (std::thread& stopper : stoppers) stopper.join();
  server.server().Shutdown(absl::ZeroDuration());
}

TEST(RpcServerSocketShutdownTest, TheDestructorShutsDown) {
  std::shared_ptr<grpc::Channel> channel;
  {
    EchoServer server;
    channel = server.Connect(Wire::kSocket);
    EXPECT_TRUE(AsyncEcho(channel, "x").Status().ok());
  }
  EXPECT_EQ(AsyncEcho(channel, "late").Status().error_code(),
            grpc::StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace rpc
}  // namespace knead
