// Which calls a connection sends again, as a server sees it.

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "client/assessment_stream.h"
#include "client/async_call.h"
#include "client/call_handle.h"
#include "client/call_options.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/make_connection.h"
#include "client/options.h"
#include "client/testing/scripted_server.h"
#include "gmock/gmock.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "knead/v1/lookup_service.pb.h"

namespace knead {
namespace {

using ::testing::SizeIs;

constexpr char kPushbackKey[] = "grpc-retry-pushback-ms";
constexpr char kAttemptsKey[] = "grpc-previous-rpc-attempts";

// Long enough for any machine.
constexpr absl::Duration kLong = absl::Minutes(5);

ClientOptions To(const ScriptedServer& server) {
  ClientOptions options;
  options.target = server.address();
  options.credentials = InsecureCredentials();
  options.default_timeout = kLong;
  return options;
}

Client Connect(const ClientOptions& options) {
  const auto connection = MakeConnection(options);
  EXPECT_TRUE(connection.ok()) << connection.status();
  return Client(*connection);
}

ScriptedServer::Script FailWith(grpc::StatusCode code) {
  return [code](const ReceivedCall&) {
    return AnswerWith(grpc::Status(code, "scripted"));
  };
}

ScriptedServer::Script FailWithPushback(grpc::StatusCode code,
                                        const std::string& milliseconds) {
  return [=](const ReceivedCall&) {
    ScriptedAnswer answer = AnswerWith(grpc::Status(code, "scripted"));
    answer.trailing_metadata = {{kPushbackKey, milliseconds}};
    return answer;
  };
}

// How often a call that fails with `code` is sent.
size_t AttemptsAfter(grpc::StatusCode code) {
  ScriptedServer server(FailWith(code));
  EXPECT_EQ(
      static_cast<int>(Connect(To(server)).GetContentInfo().status().code()),
      static_cast<int>(code));
  return server.calls().size();
}

TEST(RetryTest, RepeatsWhatAnotherAttemptCanMend) {
  for (const grpc::StatusCode code :
       {grpc::StatusCode::UNAVAILABLE, grpc::StatusCode::CANCELLED,
        grpc::StatusCode::RESOURCE_EXHAUSTED}) {
    EXPECT_EQ(AttemptsAfter(code), kDefaultAttempts) << code;
  }
}

TEST(RetryTest, RepeatsNothingElse) {
  for (const grpc::StatusCode code :
       {grpc::StatusCode::UNKNOWN, grpc::StatusCode::INVALID_ARGUMENT,
        grpc::StatusCode::DEADLINE_EXCEEDED, grpc::StatusCode::NOT_FOUND,
        grpc::StatusCode::ALREADY_EXISTS, grpc::StatusCode::PERMISSION_DENIED,
        grpc::StatusCode::UNAUTHENTICATED,
        grpc::StatusCode::FAILED_PRECONDITION, grpc::StatusCode::ABORTED,
        grpc::StatusCode::OUT_OF_RANGE, grpc::StatusCode::UNIMPLEMENTED,
        grpc::StatusCode::INTERNAL, grpc::StatusCode::DATA_LOSS}) {
    EXPECT_EQ(AttemptsAfter(code), 1) << code;
  }
}

TEST(RetryTest, RepeatsAnyMethodThatOnlyReads) {
  ScriptedServer server(FailWith(grpc::StatusCode::UNAVAILABLE));
  const Client client = Connect(To(server));
  const std::function<absl::Status()> calls[] = {
      [&] { return client.GetTechnique("techniques/a").status(); },
      [&] { return Collect(client.ListTechniques()).status(); },
      [&] { return client.BatchGetFindings({"findings/a"}).status(); },
      [&] { return client.Assess({}).status(); },
      [&] { return client.Explain({}).status(); },
      [&] { return client.ExtractFindings({}).status(); },
      [&] { return client.PlanSession({}).status(); },
      [&] { return client.RenderFigure({}).status(); },
  };
  size_t expected = 0;
  for (const auto& call : calls) {
    EXPECT_EQ(call().code(), absl::StatusCode::kUnavailable);
    expected += kDefaultAttempts;
    EXPECT_THAT(server.calls(), SizeIs(expected));
  }
}

TEST(RetryTest, DoesNotRepeatStreams) {
  ScriptedServer server(FailWith(grpc::StatusCode::UNAVAILABLE));
  const auto answers = Connect(To(server)).AssessAll({{}});
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(server.calls(), SizeIs(1));
}

TEST(RetryTest, EndsWithTheFirstAnswer) {
  ScriptedServer server([](const ReceivedCall& call) {
    return call.metadata.count(kAttemptsKey) == 0
               ? AnswerWith(grpc::Status(grpc::StatusCode::UNAVAILABLE, ""))
               : AnswerWith(v1::ContentInfo());
  });
  EXPECT_TRUE(Connect(To(server)).GetContentInfo().ok());
  EXPECT_THAT(server.calls(), SizeIs(2));
}

TEST(RetryTest, SendsAsOftenAsToldTo) {
  for (const int attempts : {1, 2, kMaxAttempts}) {
    ScriptedServer server(FailWith(grpc::StatusCode::UNAVAILABLE));
    ClientOptions options = To(server);
    options.retry.attempts = attempts;
    EXPECT_FALSE(Connect(options).GetContentInfo().ok());
    EXPECT_THAT(server.calls(), SizeIs(attempts));
  }
}

TEST(RetryTest, ComesBackWhenTheServerSays) {
  ScriptedServer server(
      FailWithPushback(grpc::StatusCode::RESOURCE_EXHAUSTED, "0"));
  ClientOptions options = To(server);
  // The server's word holds, and not this: else the test would never end.
  options.retry.initial_backoff = absl::Hours(1);
  options.retry.max_backoff = absl::Hours(1);
  EXPECT_EQ(Connect(options).GetContentInfo().status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(server.calls(), SizeIs(kDefaultAttempts));
}

TEST(RetryTest, DoesNotComeBackWhenTheServerForbidsIt) {
  for (const grpc::StatusCode code :
       {grpc::StatusCode::RESOURCE_EXHAUSTED, grpc::StatusCode::UNAVAILABLE}) {
    ScriptedServer server(FailWithPushback(code, "-1"));
    EXPECT_FALSE(Connect(To(server)).GetContentInfo().ok());
    EXPECT_THAT(server.calls(), SizeIs(1));
  }
}

TEST(RetryTest, AServerCannotAskForMore) {
  ScriptedServer server(FailWithPushback(grpc::StatusCode::INTERNAL, "0"));
  EXPECT_FALSE(Connect(To(server)).GetContentInfo().ok());
  EXPECT_THAT(server.calls(), SizeIs(1));
}

TEST(RetryTest, TheBudgetEnds) {
  ScriptedServer server(FailWith(grpc::StatusCode::UNAVAILABLE));
  ClientOptions options = To(server);
  options.retry.budget = 6;
  const Client client = Connect(options);
  // The first call may fail four times, the second twice more; from then on
  // each is sent once.
  const size_t expected[] = {4, 6, 7, 8};
  for (const size_t calls : expected) {
    EXPECT_FALSE(client.GetContentInfo().ok());
    EXPECT_THAT(server.calls(), SizeIs(calls));
  }
}

TEST(RetryTest, SuccessesMakeTheBudgetGood) {
  std::atomic<bool> is_up = false;
  ScriptedServer server([&is_up](const ReceivedCall&) {
    return is_up ? AnswerWith(v1::ContentInfo())
                 : AnswerWith(grpc::Status(grpc::StatusCode::UNAVAILABLE, ""));
  });
  ClientOptions options = To(server);
  options.retry.attempts = 2;
  options.retry.budget = 2;
  options.retry.budget_refill = 1;
  const Client client = Connect(options);
  // Two failures, and the budget is gone: the next call is sent once.
  EXPECT_FALSE(client.GetContentInfo().ok());
  EXPECT_FALSE(client.GetContentInfo().ok());
  EXPECT_THAT(server.calls(), SizeIs(3));
  is_up = true;
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(client.GetContentInfo().ok());
  is_up = false;
  EXPECT_FALSE(client.GetContentInfo().ok());
  EXPECT_THAT(server.calls(), SizeIs(3 + 4 + 2));
}

TEST(RetryTest, DoesNotRepeatWhatTheCallerCancels) {
  absl::Notification arrived;
  ScriptedServer server(
      [&arrived](const ReceivedCall&) -> std::optional<ScriptedAnswer> {
        if (!arrived.HasBeenNotified()) arrived.Notify();
        return std::nullopt;
      });
  const Client client = Connect(To(server));
  absl::Notification done;
  absl::Status status;
  CallHandle call =
      client.CallAsync(v1::GetContentInfoRequest(), {},
                       [&](const absl::StatusOr<v1::ContentInfo>& info) {
                         status = info.status();
                         done.Notify();
                       });
  arrived.WaitForNotification();
  call.Cancel();
  done.WaitForNotification();
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
  EXPECT_THAT(server.calls(), SizeIs(1));
}

TEST(RetryTest, AllAttemptsShareTheDeadline) {
  ScriptedServer server(
      FailWithPushback(grpc::StatusCode::UNAVAILABLE, "3600000"));
  CallOptions options;
  options.timeout = absl::Milliseconds(200);
  EXPECT_EQ(Connect(To(server)).GetContentInfo(options).status().code(),
            absl::StatusCode::kDeadlineExceeded);
  EXPECT_THAT(server.calls(), SizeIs(1));
}

}  // namespace
}  // namespace knead
