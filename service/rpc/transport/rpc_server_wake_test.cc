#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/call_context.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/invoke.h"
#include "service/rpc/transport/payload.h"
#include "service/rpc/transport/rpc_server.h"
#include "service/rpc/transport/service_table.h"
#include "service/rpc/transport/stream.h"
#include "service/rpc/transport/testing/chat.h"
#include "service/rpc/transport/testing/echo.grpc.pb.h"
#include "service/rpc/transport/testing/echo.pb.h"
#include "service/rpc/transport/testing/echo_server.h"

namespace knead {
namespace rpc {
namespace {

using ::knead::testing::v1::EchoRequest;
using ::knead::testing::v1::EchoResponse;
using ::knead::testing::v1::EchoService;

// A word for a time that does not come during a test.
constexpr absl::string_view kFar = "3600000";

// What the streams of a server have in common.
class Witness {
 public:
  std::atomic<int> woken{0};
  std::atomic<int> handlers{0};
  std::atomic<int> finished{0};
  std::function<absl::Time()> now = absl::Now;

  // The stream that was opened last, beyond its end.
  std::shared_ptr<Stream> stream() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return stream_;
  }
  void set_stream(std::shared_ptr<Stream> stream) {
    const std::lock_guard<std::mutex> lock(mutex_);
    stream_ = std::move(stream);
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<Stream> stream_;
};

// Does what each word of a message says, and then sends the message back:
//   a number   asks to be woken in so many milliseconds
//   never      takes that back
//   thread     lets another thread ask to be woken at once
//   again      asks to be woken anew whenever it has been woken, twice
//   trap       throws when it is woken
//   throw      throws
//   end        ends the stream, and asks to be woken at once
// When it is woken it sends "woke", or "early" before the time it asked for.
class WakeHandler final : public StreamHandler {
 public:
  WakeHandler(std::shared_ptr<Stream> stream, Witness* witness)
      : stream_(std::move(stream)), witness_(witness) {
    ++witness_->handlers;
  }

  ~WakeHandler() override {
    // This late it does nothing.
    stream_->WakeAt(witness_->now());
    --witness_->handlers;
  }

  void OnMessage(absl::string_view message) override {
    EchoRequest request;
    ASSERT_TRUE(ParseRequest(message, &request).ok());
    for (const absl::string_view word :
         absl::StrSplit(request.text(), ' ', absl::SkipEmpty())) {
      Do(word);
    }
    Send(request.text());
  }

  void OnHalfClose() override { stream_->Finish(absl::OkStatus()); }

  void OnWake() override {
    ++witness_->woken;
    if (trap_) throw std::runtime_error("trap");
    Send(witness_->now() < asked_ ? "early" : "woke");
    if (again_ > 0) {
      --again_;
      Ask(witness_->now());
    }
  }

  void OnShutdown() override {
    stream_->Finish(absl::UnavailableError("shutdown"));
  }

 private:
  void Ask(absl::Time time) {
    asked_ = time;
    stream_->WakeAt(time);
  }

  void Do(absl::string_view word) {
    int milliseconds = 0;
    if (absl::SimpleAtoi(word, &milliseconds)) {
      Ask(witness_->now() + absl::Milliseconds(milliseconds));
    } else if (word == "never") {
      Ask(absl::InfiniteFuture());
    } else if (word == "thread") {
      asked_ = absl::InfinitePast();
      std::thread([this] { stream_->WakeAt(absl::InfinitePast()); }).join();
    } else if (word == "again") {
      again_ = 2;
    } else if (word == "trap") {
      trap_ = true;
    } else if (word == "throw") {
      throw std::runtime_error("as asked");
    } else if (word == "end") {
      stream_->Finish(absl::NotFoundError("as asked"));
      stream_->WakeAt(witness_->now());
    }
  }

  void Send(const std::string& text) {
    EchoResponse response;
    response.set_text(text);
    stream_->Send(Payload::Copy(response.SerializeAsString()));
  }

  const std::shared_ptr<Stream> stream_;
  Witness* const witness_;
  absl::Time asked_;
  int again_ = 0;
  bool trap_ = false;
};

// A server whose streams are served by WakeHandlers. A stream with the header
// x-wake asks to be woken at once when it is opened; one with x-refuse asks so
// too, and is refused.
std::unique_ptr<EchoServer> Serve(Witness* witness) {
  std::vector<ServiceTable> services;
  services.emplace_back(EchoService::service_full_name());
  services.back().Streaming(
      "Chat",
      [witness](CallContext& context, std::shared_ptr<Stream> stream)
          -> absl::StatusOr<std::unique_ptr<StreamHandler>> {
        witness->set_stream(stream);
        if (context.ClientMetadata("x-refuse").has_value()) {
          stream->WakeAt(witness->now() + absl::Hours(1));
          return absl::PermissionDeniedError("refused");
        }
        if (context.ClientMetadata("x-wake").has_value()) {
          stream->WakeAt(witness->now());
        }
        return std::make_unique<WakeHandler>(std::move(stream), witness);
      });
  RpcServerOptions options;
  options.hooks.now = witness->now;
  options.hooks.finished = [witness](const CallContext&, const CallRecord&) {
    ++witness->finished;
  };
  return std::make_unique<EchoServer>(std::move(services), std::move(options));
}

struct WakeCase {
  const char* name;
  std::string message;
  int wakes;
};

class RpcServerWakeTest : public ::testing::TestWithParam<WakeCase> {};

INSTANTIATE_TEST_SUITE_P(
    Messages, RpcServerWakeTest,
    ::testing::Values(WakeCase{"Once", "10", 1}, WakeCase{"AtOnce", "0", 1},
                      WakeCase{"TimeHasPassed", "-60000", 1},
                      WakeCase{"ByAnEarlierTime", absl::StrCat(kFar, " 10"), 1},
                      WakeCase{"ByALaterTime", "5 40", 1},
                      WakeCase{"BackAndForth",
                               absl::StrCat(kFar, " 10 20 5 ", kFar, " 30"), 1},
                      WakeCase{"TakenBackAndAskedAgain", "5 never 30", 1},
                      WakeCase{"TakenBackAndAskedForEarlier",
                               absl::StrCat(kFar, " never 10"), 1},
                      WakeCase{"TakenBackBeforeItWasAsked", "never 10", 1},
                      WakeCase{"OtherThread", "thread", 1},
                      WakeCase{"OtherThreadReplaces",
                               absl::StrCat(kFar, " thread"), 1},
                      WakeCase{"Again", "again 5", 3}),
    [](const auto& info) { return info.param.name; });

TEST_P(RpcServerWakeTest, WakesAsOftenAsAskedAndNotBefore) {
  Witness witness;
  const auto server = Serve(&witness);
  Chat chat(server->Connect(Wire::kSocket));
  // The second time an alarm is there already.
  for (int round = 1; round <= 2; ++round) {
    ASSERT_TRUE(chat.Say(GetParam().message));
    EXPECT_EQ(chat.Hear(), GetParam().message);
    for (int i = 0; i < GetParam().wakes; ++i) EXPECT_EQ(chat.Hear(), "woke");
    EXPECT_EQ(witness.woken, round * GetParam().wakes);
  }
  chat.HangUp();
  EXPECT_EQ(chat.Hear(), "(end)");
  EXPECT_TRUE(chat.Finish().ok());
}

TEST(RpcServerWakeOpenTest, MayBeAskedForWhenTheStreamIsOpened) {
  Witness witness;
  const auto server = Serve(&witness);
  Chat chat(server->Connect(Wire::kSocket), "x-wake");
  EXPECT_EQ(chat.Hear(), "woke");
  chat.HangUp();
  EXPECT_EQ(chat.Hear(), "(end)");
  EXPECT_TRUE(chat.Finish().ok());
}

TEST(RpcServerWakeTakenBackTest, DoesNotWake) {
  Witness witness;
  const auto server = Serve(&witness);
  const auto channel = server->Connect(Wire::kSocket);
  Chat chat(channel);
  ASSERT_TRUE(chat.Say("5 never"));
  EXPECT_EQ(chat.Hear(), "5 never");
  // Another stream is woken well after that time.
  Chat other(channel);
  ASSERT_TRUE(other.Say("40"));
  EXPECT_EQ(other.Hear(), "40");
  EXPECT_EQ(other.Hear(), "woke");
  ASSERT_TRUE(chat.Say("still here"));
  EXPECT_EQ(chat.Hear(), "still here");
  EXPECT_EQ(witness.woken, 1);
}

TEST(RpcServerWakeClockTest, TheClockOfTheHooksDecides) {
  Witness witness;
  std::atomic<int64_t> milliseconds{1000};
  witness.now = [&milliseconds] {
    return absl::FromUnixMillis(milliseconds.load());
  };
  const auto server = Serve(&witness);
  const auto channel = server->Connect(Wire::kSocket);
  Chat chat(channel);
  ASSERT_TRUE(chat.Say("5"));
  EXPECT_EQ(chat.Hear(), "5");
  // The alarm goes off while the clock stands still.
  absl::SleepFor(absl::Milliseconds(30));
  ASSERT_TRUE(chat.Say("not yet"));
  EXPECT_EQ(chat.Hear(), "not yet");
  milliseconds += 4;
  absl::SleepFor(absl::Milliseconds(10));
  EXPECT_EQ(witness.woken, 0);
  milliseconds += 1;
  EXPECT_EQ(chat.Hear(), "woke");
  EXPECT_EQ(witness.woken, 1);
}

TEST(RpcServerWakeManyTest, EveryStreamHasItsOwnTime) {
  Witness witness;
  const auto server = Serve(&witness);
  const auto channel = server->Connect(Wire::kSocket);
  std::vector<std::unique_ptr<Chat>> chats;
  for (int i = 0; i < 80; ++i) {
    chats.push_back(std::make_unique<Chat>(channel));
    // Every other one ends with an alarm that has not gone off.
    ASSERT_TRUE(chats.back()->Say(i % 2 == 0 ? absl::StrCat(i % 10)
                                             : std::string(kFar)));
  }
  for (int i = 0; i < 80; ++i) {
    EXPECT_NE(chats[i]->Hear(), "woke");
    if (i % 2 == 0) {
      EXPECT_EQ(chats[i]->Hear(), "woke");
    }
  }
  for (const auto& chat : chats) chat->HangUp();
  for (const auto& chat : chats) EXPECT_TRUE(chat->Finish().ok());
  EXPECT_EQ(witness.woken, 40);
}

// How a stream may end while an alarm is set.
struct EndCase {
  const char* name;
  std::function<void(Chat* chat, EchoServer* server)> end;
  std::vector<grpc::StatusCode> codes;
  int wakes = 0;
  // Whether the stream goes on until the server's destructor.
  bool ends_with_server = false;
};

class RpcServerWakeEndTest : public ::testing::TestWithParam<EndCase> {};

INSTANTIATE_TEST_SUITE_P(
    Ends, RpcServerWakeEndTest,
    ::testing::Values(
        EndCase{"TheClientHangsUp",
                [](Chat* chat, EchoServer*) { chat->HangUp(); },
                {grpc::StatusCode::OK}},
        EndCase{"TheHandlerEndsIt",
                [](Chat* chat, EchoServer*) { chat->Say("end"); },
                {grpc::StatusCode::NOT_FOUND}},
        EndCase{"TheHandlerEndsItOverAnAlarmThatIsReset",
                [](Chat* chat, EchoServer*) { chat->Say("1800000 5 end"); },
                {grpc::StatusCode::NOT_FOUND}},
        EndCase{"TheHandlerEndsItOverAnAlarmThatWentOff",
                [](Chat* chat, EchoServer*) { chat->Say("0 end"); },
                {grpc::StatusCode::NOT_FOUND}},
        EndCase{"TheHandlerThrows",
                [](Chat* chat, EchoServer*) { chat->Say("throw"); },
                {grpc::StatusCode::INTERNAL}},
        EndCase{"TheHandlerThrowsWhenWoken",
                [](Chat* chat, EchoServer*) { chat->Say("trap 5"); },
                {grpc::StatusCode::INTERNAL},
                1},
        EndCase{"TheClientCancels",
                [](Chat* chat, EchoServer*) { chat->context().TryCancel(); },
                {grpc::StatusCode::CANCELLED}},
        EndCase{"TheServerStopsAtOnce",
                [](Chat*, EchoServer* server) {
                  server->server().Shutdown(absl::ZeroDuration());
                },
                {grpc::StatusCode::UNAVAILABLE, grpc::StatusCode::CANCELLED}},
        EndCase{"TheServerStopsWithGrace",
                [](Chat*, EchoServer* server) {
                  server->server().Shutdown(absl::InfiniteDuration());
                },
                {grpc::StatusCode::UNAVAILABLE}},
        EndCase{"NothingButTheDestructor",
                [](Chat*, EchoServer*) {},
                {grpc::StatusCode::UNAVAILABLE, grpc::StatusCode::CANCELLED},
                0,
                true}),
    [](const auto& info) { return info.param.name; });

TEST_P(RpcServerWakeEndTest, EndsCleanlyWithAnAlarmPending) {
  Witness witness;
  auto server = Serve(&witness);
  Chat chat(server->Connect(Wire::kSocket));
  const std::string message(kFar);
  ASSERT_TRUE(chat.Say(message));
  ASSERT_EQ(chat.Hear(), message);
  GetParam().end(&chat, server.get());
  // What this waits for is the test: that the destructor returns.
  if (GetParam().ends_with_server) server = nullptr;
  while (chat.Hear() != "(end)") continue;
  const grpc::Status status = chat.Finish();
  server = nullptr;
  EXPECT_THAT(GetParam().codes, ::testing::Contains(status.error_code()))
      << status.error_message();
  EXPECT_EQ(witness.woken, GetParam().wakes);
  EXPECT_EQ(witness.handlers, 0);
  EXPECT_EQ(witness.finished, 1);
  // Whoever kept the stream may still use it.
  witness.stream()->WakeAt(absl::Now());
  witness.stream()->WakeAt(absl::InfiniteFuture());
}

TEST(RpcServerWakeRefusalTest, ARefusedStreamThatAskedEndsCleanly) {
  Witness witness;
  auto server = Serve(&witness);
  Chat chat(server->Connect(Wire::kSocket), "x-refuse");
  EXPECT_EQ(chat.Hear(), "(end)");
  EXPECT_EQ(chat.Finish().error_code(), grpc::StatusCode::PERMISSION_DENIED);
  server = nullptr;
  EXPECT_EQ(witness.finished, 1);
  EXPECT_EQ(witness.woken, 0);
}

// The end and the alarm meet in every order.
TEST(RpcServerWakeRaceTest, ACancelledStreamIsLetGoWhileItIsWoken) {
  constexpr int streams = 100;
  Witness witness;
  auto server = Serve(&witness);
  const auto channel = server->Connect(Wire::kSocket);
  for (int i = 0; i < streams; ++i) {
    Chat chat(channel);
    ASSERT_TRUE(chat.Say("1"));
    EXPECT_EQ(chat.Hear(), "1");
    if (i % 2 == 0) absl::SleepFor(absl::Milliseconds(1));
    chat.context().TryCancel();
    while (chat.Hear() != "(end)") continue;
    EXPECT_EQ(chat.Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  server = nullptr;
  EXPECT_EQ(witness.handlers, 0);
  EXPECT_EQ(witness.finished, streams);
}

// Another thread keeps asking while the stream ends.
TEST(RpcServerWakeRaceTest, AnyThreadMayAskUntilAndBeyondTheEnd) {
  Witness witness;
  auto server = Serve(&witness);
  Chat chat(server->Connect(Wire::kSocket));
  ASSERT_TRUE(chat.Say("hello"));
  EXPECT_EQ(chat.Hear(), "hello");
  std::atomic<bool> over{false};
  std::thread asker([&over, stream = witness.stream()] {
    for (int i = 0; !over; ++i) {
      stream->WakeAt(i % 3 == 0 ? absl::InfiniteFuture()
                                : absl::Now() + absl::Hours(1 + i % 7));
    }
  });
  absl::SleepFor(absl::Milliseconds(20));
  chat.HangUp();
  EXPECT_EQ(chat.Hear(), "(end)");
  EXPECT_TRUE(chat.Finish().ok());
  server = nullptr;
  over = true;
  asker.join();
  EXPECT_EQ(witness.woken, 0);
  EXPECT_EQ(witness.handlers, 0);
}

}  // namespace
}  // namespace rpc
}  // namespace knead
