// The limits of calls and streams at once, on a server.

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/admission.h"
#include "service/rpc/transport/call_context.h"
#include "service/rpc/transport/payload.h"
#include "service/rpc/transport/retry_pushback.h"
#include "service/rpc/transport/rpc_server.h"
#include "service/rpc/transport/service_table.h"
#include "service/rpc/transport/stream.h"
#include "service/rpc/transport/testing/async_echo.h"
#include "service/rpc/transport/testing/chat.h"
#include "service/rpc/transport/testing/echo.grpc.pb.h"
#include "service/rpc/transport/testing/echo_server.h"
#include "service/rpc/transport/testing/gate.h"

namespace knead {
namespace rpc {
namespace {

using ::testing::HasSubstr;

// A server with one thread, so that calls come together behind the one that
// waits at the gate. The other service of echo.proto is answered at once.
class RpcServerAdmissionTest : public ::testing::TestWithParam<Wire> {
 protected:
  static constexpr int kMostCalls = 4;
  static constexpr int kMostStreams = 3;

  RpcServerAdmissionTest() {
    RpcServerOptions options;
    options.queues = 1;
    options.ready_per_method = 2;
    options.limits.max_calls = kMostCalls;
    options.limits.max_streams = kMostStreams;
    options.hooks.admit = [this](CallContext&) {
      ++worked_on_;
      return absl::OkStatus();
    };
    options.hooks.finished = [this](const CallContext&,
                                    const CallRecord& record) {
      ++finished_;
      if (record.refused) {
        ++refused_;
        EXPECT_EQ(record.code, absl::StatusCode::kResourceExhausted);
      }
    };
    std::vector<ServiceTable> services = EchoServices(gate_.EchoHandler());
    services[1].AnswerAtOnce();
    server_ =
        std::make_unique<EchoServer>(std::move(services), std::move(options));
  }

  const Admission& admission() { return server_->server().admission(); }

  Gate gate_;
  std::atomic<int> worked_on_{0};
  std::atomic<int> finished_{0};
  std::atomic<int> refused_{0};
  std::unique_ptr<EchoServer> server_;
};

INSTANTIATE_TEST_SUITE_P(Wires, RpcServerAdmissionTest,
                         ::testing::Values(Wire::kSocket, Wire::kInProcess),
                         [](const auto& info) {
                           return info.param == Wire::kSocket ? "Socket"
                                                              : "InProcess";
                         });

TEST_P(RpcServerAdmissionTest, WhatIsMoreThanMayBeIsRefusedAndNotWorkedOn) {
  constexpr int kCalls = 100;
  const auto channel = server_->Connect(GetParam());
  AsyncEcho first(channel, "wait");
  gate_.AwaitCall();
  std::vector<std::unique_ptr<AsyncEcho>> calls;
  for (int i = 0; i < kCalls; ++i) {
    calls.push_back(std::make_unique<AsyncEcho>(channel, "x"));
  }
  gate_.Open();
  EXPECT_TRUE(first.Status().ok());
  int answered = 0;
  int refused = 0;
  for (const auto& call : calls) {
    const grpc::Status status = call->Status();
    if (status.ok()) {
      ++answered;
      continue;
    }
    ++refused;
    EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
    EXPECT_THAT(status.error_details(), HasSubstr("OVERLOADED"));
    EXPECT_THAT(status.error_details(), HasSubstr("google.rpc.RetryInfo"));
    const auto& trailers = call->context().GetServerTrailingMetadata();
    const auto pushback = trailers.find(std::string(kRetryPushbackKey));
    ASSERT_NE(pushback, trailers.end());
    EXPECT_GE(std::stoi(std::string(pushback->second.data(),
                                    pushback->second.size())),
              absl::ToInt64Milliseconds(kMinRetryDelay));
  }
  EXPECT_GE(answered, kMostCalls);
  // How many arrive together is up to the machine, but not all can be answered.
  EXPECT_GT(refused, 0);
  EXPECT_EQ(admission().refused_calls(), refused);
  // As soon as there is room, calls are answered again.
  EXPECT_TRUE(AsyncEcho(channel, "x").Status().ok());
  EXPECT_EQ(admission().calls(), 0);
  server_->server().Shutdown(absl::InfiniteDuration());
  EXPECT_EQ(refused_, refused);
  EXPECT_EQ(worked_on_, 1 + answered + 1);
  EXPECT_EQ(finished_, 1 + kCalls + 1);
}

TEST_P(RpcServerAdmissionTest, CallsOneAfterTheOtherAlwaysHaveRoom) {
  const auto channel = server_->Connect(GetParam());
  for (int i = 0; i < 500; ++i) {
    ASSERT_TRUE(AsyncEcho(channel, "x").Status().ok()) << i;
  }
  EXPECT_EQ(admission().refused_calls(), 0);
}

TEST_P(RpcServerAdmissionTest, StreamsHaveALimitOfTheirOwn) {
  const auto channel = server_->Connect(GetParam());
  const std::vector<std::unique_ptr<Chat>> chats =
      OpenChats(channel, kMostStreams);
  ASSERT_EQ(chats.size(), kMostStreams);
  Chat one_more(channel);
  EXPECT_EQ(one_more.Hear(), "(end)");
  const grpc::Status refusal = one_more.Finish();
  EXPECT_EQ(refusal.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(refusal.error_details(), HasSubstr("TOO_MANY_STREAMS"));
  EXPECT_THAT(refusal.error_details(), HasSubstr("google.rpc.RetryInfo"));
  EXPECT_EQ(one_more.context().GetServerTrailingMetadata().count(
                std::string(kRetryPushbackKey)),
            1u);
  EXPECT_EQ(admission().refused_streams(), 1);
  // Calls have room all the same.
  EXPECT_TRUE(AsyncEcho(channel, "x").Status().ok());
  EXPECT_EQ(admission().streams(), kMostStreams);
  for (const auto& chat : chats) {
    chat->HangUp();
    EXPECT_TRUE(chat->Finish().ok());
  }
}

TEST_P(RpcServerAdmissionTest, WhatIsAnsweredAtOnceHasNoLimit) {
  const auto channel = server_->Connect(GetParam());
  const std::vector<std::unique_ptr<Chat>> chats =
      OpenChats(channel, kMostStreams);
  ASSERT_EQ(chats.size(), kMostStreams);
  AsyncEcho first(channel, "wait");
  gate_.AwaitCall();
  std::vector<std::unique_ptr<AsyncEcho>> calls;
  for (int i = 0; i < 100; ++i) {
    calls.push_back(std::make_unique<AsyncEcho>(channel, "x"));
  }
  gate_.Open();
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(CallRaw(channel, "/knead.testing.v1.OtherService/Echo", "")
                    .status.ok());
    EXPECT_EQ(CallRaw(channel, "/knead.testing.v1.OtherService/None", "")
                  .status.error_code(),
              grpc::StatusCode::UNIMPLEMENTED);
  }
  EXPECT_LE(admission().calls(), kMostCalls);
  for (const auto& chat : chats) chat->context().TryCancel();
}

// A handler of streams that notes each message and answers it.
class NotingHandler final : public StreamHandler {
 public:
  NotingHandler(std::shared_ptr<Stream> stream, std::string* order)
      : stream_(std::move(stream)), order_(order) {}

  void OnMessage(absl::string_view message) override {
    order_->push_back('m');
    stream_->Send(Payload::Copy(message));
  }
  void OnHalfClose() override { stream_->Finish(absl::OkStatus()); }

 private:
  const std::shared_ptr<Stream> stream_;
  std::string* const order_;
};

// However many messages of streams wait, a call is worked on at the next turn
// but one, and so is a message among calls.
TEST(RpcServerTurnsTest, CallsAndMessagesTakeTurns) {
  constexpr int kEach = 20;
  Gate gate;
  // What was worked on, by the one thread that works: a call or a message.
  std::string order;
  RpcServerOptions options;
  options.queues = 1;
  options.ready_per_method = kEach;
  options.hooks.admit = [&order](CallContext&) {
    order.push_back('c');
    return absl::OkStatus();
  };
  std::vector<ServiceTable> services;
  services.emplace_back(testing::v1::EchoService::service_full_name());
  services.back()
      .Unary("Echo", gate.EchoHandler())
      .Streaming("Chat",
                 [&order](CallContext&, std::shared_ptr<Stream> stream)
                     -> absl::StatusOr<std::unique_ptr<StreamHandler>> {
                   return std::make_unique<NotingHandler>(std::move(stream),
                                                          &order);
                 });
  EchoServer server(std::move(services), std::move(options));
  // Without a socket, what is sent has arrived.
  const auto channel = server.Connect(Wire::kInProcess);
  auto chats = OpenChats(channel, kEach);
  ASSERT_EQ(chats.size(), kEach);
  auto first = std::make_unique<AsyncEcho>(channel, "wait");
  gate.AwaitCall();
  order.clear();
  for (const auto& chat : chats) ASSERT_TRUE(chat->Say("x"));
  std::vector<std::unique_ptr<AsyncEcho>> calls;
  for (int i = 0; i < kEach; ++i) {
    calls.push_back(std::make_unique<AsyncEcho>(channel, "x"));
  }
  gate.Open();
  for (const auto& chat : chats) ASSERT_EQ(chat->Hear(), "x");
  for (const auto& call : calls) EXPECT_TRUE(call->Status().ok());
  EXPECT_EQ(order.size(), 2 * kEach);
  EXPECT_EQ(order.find("cc"), std::string::npos) << order;
  EXPECT_EQ(order.find("mm"), std::string::npos) << order;
}

}  // namespace
}  // namespace rpc
}  // namespace knead
