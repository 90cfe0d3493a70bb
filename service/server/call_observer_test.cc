#include "service/server/call_observer.h"

#include <memory>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/call_ids.h"
#include "service/rpc/transport/invoke.h"
#include "service/rpc/transport/testing/echo.pb.h"
#include "service/rpc/transport/testing/fake_call_context.h"
#include "service/server/metrics.h"
#include "spdlog/logger.h"
#include "spdlog/sinks/ostream_sink.h"

namespace knead {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

constexpr char kEcho[] = "/knead.testing.v1.EchoService/Echo";
constexpr char kChat[] = "/knead.testing.v1.EchoService/Chat";

class CallObserverTest : public ::testing::Test {
 protected:
  CallObserverTest()
      : log_(std::make_shared<spdlog::logger>(
            "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines_))) {
    log_->set_pattern("%v");
  }

  static const google::protobuf::ServiceDescriptor* Echo() {
    return testing::v1::EchoRequest::descriptor()->file()->FindServiceByName(
        "EchoService");
  }

  CallObserver Observer(LogCalls which) {
    return CallObserver(&metrics_, log_, which, 1, 2);
  }

  // One call from its beginning to its end.
  rpc::CallRecord Call(CallObserver& observer, const std::string& method,
                       absl::StatusCode code) {
    context_.method_name = method;
    rpc::CallRecord record;
    observer.Started(context_, record);
    record.code = code;
    observer.Finished(context_, record);
    return record;
  }

  // The series of a method, as the page shows it.
  std::string Series(const std::string& name, const std::string& method,
                     const std::string& more = "") {
    return absl::StrCat("\n", name, "{grpc_type=\"",
                        method == "Chat" ? "bidi_stream" : "unary",
                        "\",grpc_service=\"knead.testing.v1.EchoService\","
                        "grpc_method=\"",
                        method, "\"", more, "}");
  }

  std::ostringstream lines_;
  std::shared_ptr<spdlog::logger> log_;
  Metrics metrics_{
      {Echo()->FindMethodByName("Echo"), Echo()->FindMethodByName("Chat")},
      absl::Now};
  rpc::FakeCallContext context_;
};

TEST_F(CallObserverTest, WithoutALogTellsIdsToThoseWhoSendAny) {
  CallObserver silent = Observer(LogCalls::kNone);
  Call(silent, kEcho, absl::StatusCode::kOk);
  EXPECT_THAT(context_.initial_metadata, IsEmpty());
  context_.client_metadata.emplace("x-request-id", "order-17");
  Call(silent, kEcho, absl::StatusCode::kOk);
  EXPECT_THAT(context_.initial_metadata,
              UnorderedElementsAre(Pair("x-request-id", "order-17"),
                                   Pair("traceparent", StartsWith("00-"))));
  context_.client_metadata.clear();
  context_.initial_metadata.clear();
  context_.client_metadata.emplace(
      "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  Call(silent, kEcho, absl::StatusCode::kOk);
  EXPECT_THAT(
      context_.initial_metadata,
      Contains(Pair("traceparent",
                    StartsWith("00-0af7651916cd43dd8448eb211c80319c"))));
  context_.client_metadata.clear();
  context_.initial_metadata.clear();
  CallObserver of_errors = Observer(LogCalls::kErrors);
  Call(of_errors, kEcho, absl::StatusCode::kOk);
  EXPECT_THAT(context_.initial_metadata, SizeIs(2));
}

TEST_F(CallObserverTest, TellsTheCallerTheIds) {
  CallObserver observer = Observer(LogCalls::kAll);
  context_.client_metadata.emplace("x-request-id", "order-17");
  const rpc::CallRecord record = Call(observer, kEcho, absl::StatusCode::kOk);
  const auto traceparent = record.ids.traceparent();
  EXPECT_THAT(context_.initial_metadata,
              ElementsAre(Pair("traceparent", std::string(traceparent.data(),
                                                          traceparent.size())),
                          Pair("x-request-id", "order-17")));
  EXPECT_FALSE(context_.has_metadata_fault());
  EXPECT_THAT(lines_.str(), HasSubstr("\"request_id\":\"order-17\""));
}

TEST_F(CallObserverTest, CountsACallAtItsBeginningAndItsEnd) {
  CallObserver observer = Observer(LogCalls::kNone);
  context_.method_name = kEcho;
  rpc::CallRecord record;
  observer.Started(context_, record);
  EXPECT_EQ(metrics_.calls().UnderWay(kEcho), 1u);
  observer.Finished(context_, record);
  EXPECT_EQ(metrics_.calls().UnderWay(kEcho), 0u);
  EXPECT_THAT(metrics_.Text(), HasSubstr(Series("grpc_server_handled_total",
                                                "Echo", ",grpc_code=\"OK\"") +
                                         " 1\n"));
}

TEST_F(CallObserverTest, LogsTheCallsThatAreAskedFor) {
  struct Case {
    LogCalls which;
    absl::StatusCode code;
    bool logged;
  };
  for (const Case& c :
       {Case{LogCalls::kAll, absl::StatusCode::kOk, true},
        Case{LogCalls::kAll, absl::StatusCode::kNotFound, true},
        Case{LogCalls::kErrors, absl::StatusCode::kOk, false},
        Case{LogCalls::kErrors, absl::StatusCode::kNotFound, true},
        Case{LogCalls::kNone, absl::StatusCode::kNotFound, false}}) {
    lines_.str("");
    CallObserver observer = Observer(c.which);
    Call(observer, kEcho, c.code);
    EXPECT_EQ(!lines_.str().empty(), c.logged);
  }
}

TEST_F(CallObserverTest, ProbesAreNotLogged) {
  CallObserver observer = Observer(LogCalls::kAll);
  Call(observer, "/grpc.health.v1.Health/Check", absl::StatusCode::kOk);
  EXPECT_EQ(lines_.str(), "");
}

TEST_F(CallObserverTest, WhatIsRefusedIsCountedAndNotLogged) {
  CallObserver observer = Observer(LogCalls::kAll);
  for (const char* method : {kEcho, kChat, kChat}) {
    context_.method_name = method;
    rpc::CallRecord record;
    record.code = absl::StatusCode::kResourceExhausted;
    record.refused = true;
    observer.Finished(context_, record);
    EXPECT_EQ(metrics_.calls().UnderWay(method), 0u);
  }
  EXPECT_EQ(lines_.str(), "");
  const std::string text = metrics_.Text();
  EXPECT_THAT(text, HasSubstr("knead_calls_shed_total{reason=\"calls\"} 1\n"));
  EXPECT_THAT(text,
              HasSubstr("knead_calls_shed_total{reason=\"streams\"} 2\n"));
  EXPECT_THAT(text,
              HasSubstr(Series("grpc_server_started_total", "Chat") + " 2\n"));
  EXPECT_THAT(text, HasSubstr(Series("grpc_server_handled_total", "Chat",
                                     ",grpc_code=\"ResourceExhausted\"") +
                              " 2\n"));
}

}  // namespace
}  // namespace knead
