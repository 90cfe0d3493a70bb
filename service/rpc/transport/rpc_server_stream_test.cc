#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/admission.h"
#include "service/rpc/transport/call_ids.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/payload.h"
#include "service/rpc/transport/rpc_server.h"
#include "service/rpc/transport/service_table.h"
#include "service/rpc/transport/stream.h"
#include "service/rpc/transport/testing/async_echo.h"
#include "service/rpc/transport/testing/chat.h"
#include "service/rpc/transport/testing/echo.grpc.pb.h"
#include "service/rpc/transport/testing/echo_server.h"

namespace knead {
namespace rpc {
namespace {

using ::knead::testing::v1::EchoService;
using ::testing::HasSubstr;
using ::testing::Not;

class RpcServerStreamTest : public ::testing::TestWithParam<Wire> {};

INSTANTIATE_TEST_SUITE_P(Wires, RpcServerStreamTest,
                         ::testing::Values(Wire::kSocket, Wire::kInProcess),
                         [](const auto& info) {
                           return info.param == Wire::kSocket ? "Socket"
                                                              : "InProcess";
                         });

TEST_P(RpcServerStreamTest, MessagesGoBothWays) {
  EchoServer server;
  const auto channel = server.Connect(GetParam());
  Chat chat(channel);
  for (const std::string text : {"one", "", "three"}) {
    ASSERT_TRUE(chat.Say(text));
    EXPECT_EQ(chat.Hear(), text);
    EXPECT_TRUE(AsyncEcho(channel, "beside it").Status().ok());
  }
  EXPECT_EQ(chat.context().GetServerInitialMetadata().count("x-chat"), 1);
  chat.HangUp();
  EXPECT_EQ(chat.Hear(), "(end)");
  EXPECT_TRUE(chat.Finish().ok());
}

TEST_P(RpcServerStreamTest, WhatIsSentBeforeTheEndArrivesAndNothingAfterIt) {
  EchoServer server;
  Chat chat(server.Connect(GetParam()));
  ASSERT_TRUE(chat.Say("end"));
  EXPECT_EQ(chat.Hear(), "end");
  EXPECT_EQ(chat.Hear(), "(end)");
  const grpc::Status status = chat.Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(status.error_message(), "as asked");
}

TEST_P(RpcServerStreamTest, ManyMessagesKeepTheirOrder) {
  EchoServer server;
  Chat chat(server.Connect(GetParam()));
  // More than may wait to be sent, while the client does not read.
  ASSERT_TRUE(chat.Say("burst"));
  std::thread talker([&chat] {
    for (int i = 0; i < 200; ++i) {
      EXPECT_TRUE(chat.Say(std::to_string(i)));
    }
    chat.HangUp();
  });
  for (int i = 0; i < 100; ++i) ASSERT_EQ(chat.Hear(), "burst");
  for (int i = 0; i < 200; ++i) ASSERT_EQ(chat.Hear(), std::to_string(i));
  EXPECT_EQ(chat.Hear(), "(end)");
  talker.join();
  EXPECT_TRUE(chat.Finish().ok());
}

// Sends each message back, and counts them.
class CountingHandler final : public StreamHandler {
 public:
  CountingHandler(std::shared_ptr<Stream> stream, std::atomic<int>* count)
      : stream_(std::move(stream)), count_(count) {}

  void OnMessage(absl::string_view message) override {
    ++*count_;
    stream_->Send(Payload::Copy(message));
  }
  void OnHalfClose() override { stream_->Finish(absl::OkStatus()); }

 private:
  const std::shared_ptr<Stream> stream_;
  std::atomic<int>* const count_;
};

// However far its client runs ahead, a server has read few messages more than
// the client has taken answers: at most `most_held`.
void ExpectToBeHeldBack(int64_t max_unsent_bytes, int most_held) {
  constexpr int messages = 200;
  // What one connection and one stream hold on their way, in messages of this
  // size, and more than that.
  constexpr size_t message_bytes = size_t{32} * 1024;
  constexpr int on_the_way = 8;
  std::atomic<int> received{0};
  std::vector<ServiceTable> services;
  services.emplace_back(EchoService::service_full_name());
  services.back()
      .Unary("Echo", EchoHandler())
      .Streaming("Chat",
                 [&received](CallContext&, std::shared_ptr<Stream> stream)
                     -> absl::StatusOr<std::unique_ptr<StreamHandler>> {
                   return std::make_unique<CountingHandler>(std::move(stream),
                                                            &received);
                 });
  RpcServerOptions options;
  options.limits.max_unsent_bytes = max_unsent_bytes;
  EchoServer server(std::move(services), std::move(options));
  // Without probing, a connection's windows stay at 64 KiB.
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  Chat chat(grpc::CreateCustomChannel(
      server.address(), grpc::InsecureChannelCredentials(), arguments));
  const std::string text(message_bytes, 'x');
  std::thread talker([&] {
    for (int i = 0; i < messages; ++i) EXPECT_TRUE(chat.Say(text));
    chat.HangUp();
  });
  // Meanwhile the server has leisure to read all.
  const auto other = server.Connect(Wire::kSocket);
  for (int i = 0; i < 200; ++i) {
    EXPECT_TRUE(AsyncEcho(other, "beside it").Status().ok());
  }
  for (int heard = 0; heard < messages; ++heard) {
    EXPECT_LE(received, heard + most_held + on_the_way);
    ASSERT_EQ(chat.Hear().size(), message_bytes);
  }
  EXPECT_EQ(chat.Hear(), "(end)");
  talker.join();
  EXPECT_TRUE(chat.Finish().ok());
}

TEST(RpcServerStreamLimitTest, WhoDoesNotReadIsHeldBack) {
  ExpectToBeHeldBack(AdmissionLimits().max_unsent_bytes,
                     StreamLimits::kMaxUnsent);
}

TEST(RpcServerStreamLimitTest, WhenAllHoldTooMuchEachHoldsOneAnswer) {
  ExpectToBeHeldBack(/*max_unsent_bytes=*/0, /*most_held=*/1);
}

// Answers the first message with more than is on the way at any time, and ends.
class FloodHandler final : public StreamHandler {
 public:
  explicit FloodHandler(std::shared_ptr<Stream> stream)
      : stream_(std::move(stream)) {}

  void OnMessage(absl::string_view) override {
    for (int i = 0; i < 100; ++i) {
      stream_->Send(Payload::Copy(std::string(size_t{32} * 1024, 'x')));
    }
    stream_->Finish(absl::OkStatus());
  }
  void OnHalfClose() override {}

 private:
  const std::shared_ptr<Stream> stream_;
};

TEST(RpcServerStreamLimitTest, WhoNeverReadsIsNotWaitedForWithoutEnd) {
  std::vector<ServiceTable> services;
  services.emplace_back(EchoService::service_full_name());
  services.back()
      .Unary("Echo", EchoHandler())
      .Streaming("Chat",
                 [](CallContext&, std::shared_ptr<Stream> stream)
                     -> absl::StatusOr<std::unique_ptr<StreamHandler>> {
                   return std::make_unique<FloodHandler>(std::move(stream));
                 });
  RpcServerOptions options;
  // A clock on which much time goes by from look to look.
  std::atomic<int> looks{0};
  options.hooks.now = [&looks] {
    return absl::FromUnixSeconds(0) + ++looks * StreamLimits::kMaxUnread;
  };
  absl::Notification over;
  absl::StatusCode code = absl::StatusCode::kOk;
  options.hooks.finished = [&](const CallContext&, const CallRecord& record) {
    code = record.code;
    over.Notify();
  };
  EchoServer server(std::move(services), std::move(options));
  Chat chat(server.Connect(Wire::kSocket));
  ASSERT_TRUE(chat.Say("x"));
  over.WaitForNotification();
  EXPECT_EQ(code, absl::StatusCode::kCancelled);
  while (chat.Hear() != "(end)") continue;
  EXPECT_EQ(chat.Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_P(RpcServerStreamTest, AnyThreadMaySend) {
  EchoServer server;
  Chat chat(server.Connect(GetParam()));
  ASSERT_TRUE(chat.Say("later"));
  EXPECT_EQ(chat.Hear(), "later");
  chat.HangUp();
  EXPECT_TRUE(chat.Finish().ok());
}

TEST_P(RpcServerStreamTest, AHandlerMayRefuse) {
  EchoServer server;
  Chat chat(server.Connect(GetParam()), "x-refuse");
  EXPECT_EQ(chat.Hear(), "(end)");
  const grpc::Status status = chat.Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(status.error_message(), "refused");
}

TEST_P(RpcServerStreamTest, WhatAHandlerThrowsIsInternal) {
  EchoServer server;
  const auto channel = server.Connect(GetParam());
  Chat chat(channel);
  ASSERT_TRUE(chat.Say("throw"));
  EXPECT_EQ(chat.Hear(), "(end)");
  const grpc::Status status = chat.Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_THAT(status.error_message(), Not(HasSubstr("secret")));
  EXPECT_TRUE(AsyncEcho(channel, "alive").Status().ok());
}

TEST_P(RpcServerStreamTest, ACancelledStreamIsLetGo) {
  std::mutex mutex;
  std::map<std::string, std::vector<CallRecord>> records;
  CallIdSource ids(1, 2);
  RpcServerOptions options;
  options.hooks.started = [&ids](CallContext&, CallRecord& record) {
    record.ids = ids.Make("", "stream");
  };
  options.hooks.finished = [&](const CallContext& context,
                               const CallRecord& record) {
    const std::lock_guard<std::mutex> lock(mutex);
    records[std::string(context.method())].push_back(record);
  };
  EchoServer server(EchoServices(), std::move(options));
  const auto channel = server.Connect(GetParam());
  for (int i = 0; i < 20; ++i) {
    Chat chat(channel);
    ASSERT_TRUE(chat.Say("x"));
    EXPECT_EQ(chat.Hear(), "x");
    chat.context().TryCancel();
    EXPECT_EQ(chat.Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  server.server().Shutdown(absl::InfiniteDuration());
  const auto& chats = records["/knead.testing.v1.EchoService/Chat"];
  ASSERT_EQ(chats.size(), 20);
  for (const CallRecord& record : chats) {
    EXPECT_EQ(record.code, absl::StatusCode::kCancelled);
    EXPECT_EQ(record.request_bytes, 3);
    EXPECT_EQ(record.response_bytes, 3);
    EXPECT_EQ(record.request_messages, 1);
    EXPECT_EQ(record.response_messages, 1);
    EXPECT_EQ(record.ids.request_id(), "stream");
  }
}

TEST_P(RpcServerStreamTest, HooksSeeStreams) {
  std::mutex mutex;
  std::vector<absl::StatusCode> codes;
  RpcServerOptions options;
  options.hooks.admit = [](CallContext& context) -> absl::Status {
    context.SetCaller("somebody");
    if (context.ClientMetadata("x-stop").has_value()) {
      return absl::UnauthenticatedError("who?");
    }
    return absl::OkStatus();
  };
  options.hooks.finished = [&](const CallContext& context,
                               const CallRecord& record) {
    EXPECT_EQ(context.method(), "/knead.testing.v1.EchoService/Chat");
    EXPECT_EQ(context.caller(), "somebody");
    const std::lock_guard<std::mutex> lock(mutex);
    codes.push_back(record.code);
  };
  EchoServer server(EchoServices(), std::move(options));
  const auto channel = server.Connect(GetParam());
  {
    Chat chat(channel, "x-stop");
    EXPECT_EQ(chat.Finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);
  }
  {
    Chat chat(channel);
    chat.HangUp();
    EXPECT_TRUE(chat.Finish().ok());
  }
  server.server().Shutdown(absl::InfiniteDuration());
  EXPECT_THAT(
      codes, ::testing::UnorderedElementsAre(absl::StatusCode::kUnauthenticated,
                                             absl::StatusCode::kOk));
}

TEST_P(RpcServerStreamTest, ManyStreamsAtOnce) {
  EchoServer server;
  const auto channel = server.Connect(GetParam());
  std::vector<std::unique_ptr<Chat>> chats;
  for (int i = 0; i < 80; ++i) {
    chats.push_back(std::make_unique<Chat>(channel));
    ASSERT_TRUE(chats.back()->Say(std::to_string(i)));
  }
  for (int i = 0; i < 80; ++i) EXPECT_EQ(chats[i]->Hear(), std::to_string(i));
  for (const auto& chat : chats) {
    chat->HangUp();
    EXPECT_TRUE(chat->Finish().ok());
  }
}

TEST(RpcServerStreamLimitTest, OneStreamTooManyIsRefused) {
  RpcServerOptions options;
  constexpr int kMost = 20;
  options.queues = 2;
  options.limits.max_streams = kMost;
  EchoServer server(EchoServices(), std::move(options));
  const auto channel = server.Connect(Wire::kInProcess);
  const std::vector<std::unique_ptr<Chat>> chats = OpenChats(channel, kMost);
  ASSERT_EQ(chats.size(), kMost);
  {
    Chat one_more(channel);
    EXPECT_EQ(one_more.Hear(), "(end)");
    const grpc::Status refusal = one_more.Finish();
    EXPECT_EQ(refusal.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
    EXPECT_THAT(refusal.error_details(), HasSubstr("TOO_MANY_STREAMS"));
  }
  chats.back()->HangUp();
  EXPECT_TRUE(chats.back()->Finish().ok());
  // The end of a stream reaches its client before its slot is free.
  for (;;) {
    Chat again(channel);
    again.Say("x");
    if (again.Hear() == "x") break;
    ASSERT_EQ(again.Finish().error_code(),
              grpc::StatusCode::RESOURCE_EXHAUSTED);
  }
  for (const auto& chat : chats) chat->context().TryCancel();
}

}  // namespace
}  // namespace rpc
}  // namespace knead
