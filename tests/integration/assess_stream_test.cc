// AssessStream over a socket: order, faults, ends of all kinds.

#include "service/rpc/assess_stream.h"

#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment_service.grpc.pb.h"
#include "service/server/limits.h"
#include "tests/support/running_server.h"
#include "tests/support/stream_call.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::testing::Contains;
using ::testing::Pair;

constexpr char kAssess[] = "/knead.v1.AssessmentService/Assess";
constexpr char kAssessStream[] = "/knead.v1.AssessmentService/AssessStream";

v1::AssessRequest Parse(const std::string& text) {
  v1::AssessRequest request;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request))
      << text;
  return request;
}

v1::AssessRequest AgeIs(double years) {
  v1::AssessRequest request;
  v1::Observation* observation = request.add_observations();
  observation->set_finding("findings/age");
  observation->set_value(years);
  return request;
}

v1::AssessStreamRequest Item(const std::string& request_id,
                             const v1::AssessRequest& request = {}) {
  v1::AssessStreamRequest item;
  item.set_request_id(request_id);
  *item.mutable_request() = request;
  return item;
}

// A stream, as a client with generated code sees it.
class Assessor {
 public:
  explicit Assessor(const std::shared_ptr<grpc::Channel>& channel)
      : stub_(v1::AssessmentService::NewStub(channel)) {
    context_.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
    stream_ = stub_->AssessStream(&context_);
  }

  bool Write(const v1::AssessStreamRequest& item) {
    return stream_->Write(item);
  }
  bool Read(v1::AssessStreamResponse* answer) { return stream_->Read(answer); }
  void WritesDone() { stream_->WritesDone(); }
  void Cancel() { context_.TryCancel(); }

  // Sends one item and waits for its answer.
  v1::AssessStreamResponse Ask(const v1::AssessStreamRequest& item) {
    v1::AssessStreamResponse answer;
    EXPECT_TRUE(stream_->Write(item));
    EXPECT_TRUE(stream_->Read(&answer));
    return answer;
  }

  UnaryResult Finish() {
    UnaryResult result;
    result.status = stream_->Finish();
    result.initial_metadata = InitialMetadata(context_);
    return result;
  }

 private:
  std::unique_ptr<v1::AssessmentService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::AssessStreamRequest,
                                           v1::AssessStreamResponse>>
      stream_;
};

// The status of an item as that of a call.
UnaryResult AsCall(const google::rpc::Status& status) {
  UnaryResult result;
  result.status = grpc::Status(static_cast<grpc::StatusCode>(status.code()),
                               status.message(), status.SerializeAsString());
  return result;
}

TEST(AssessStreamTest, AnswersInOrderThroughFaults) {
  constexpr int items = 2000;
  const auto& channel = SharedServer().channel();
  const UnaryResult alone = CallUnary(channel, kAssess, AgeIs(30));
  ASSERT_THAT(alone, IsAnswered());

  Assessor stream(channel);
  std::thread writer([&stream] {
    for (int i = 0; i < items; ++i) {
      // Every seventh one is at fault.
      EXPECT_TRUE(stream.Write(
          Item(absl::StrCat("item ", i), AgeIs(i % 7 == 0 ? 999 : 30))));
    }
    stream.WritesDone();
  });
  for (int i = 0; i < items; ++i) {
    v1::AssessStreamResponse answer;
    ASSERT_TRUE(stream.Read(&answer)) << i;
    ASSERT_EQ(answer.request_id(), absl::StrCat("item ", i));
    if (i % 7 == 0) {
      ASSERT_THAT(AsCall(answer.status()),
                  IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                               "QUANTITY_OUT_OF_RANGE",
                               "request.observations[0].value"));
    } else {
      ASSERT_EQ(answer.assessment().SerializeAsString(), alone.response) << i;
    }
  }
  v1::AssessStreamResponse nothing;
  EXPECT_FALSE(stream.Read(&nothing));
  writer.join();
  EXPECT_THAT(stream.Finish(), IsAnswered());
}

TEST(AssessStreamTest, FaultsAreThoseOfAssessWithinTheRequest) {
  const char* const requests[] =
      {
          R"pb(observations {
                 finding: "findings/none"
                 presence: PRESENCE_PRESENT
               })pb",
          R"pb(observations { finding: "findings/age" value: 999 })pb",
          R"pb(observations { finding: "findings/age" })pb",
          R"pb(complaint { region: "regions/kneecap" })pb",
          R"pb(tools: "spoon")pb",
          R"pb(language_code: "e n")pb",
          R"pb(region_code: "England")pb",
      };
  const auto& channel = SharedServer().channel();
  Assessor stream(channel);
  for (const char* text : requests) {
    const v1::AssessRequest request = Parse(text);
    const UnaryResult alone = CallUnary(channel, kAssess, request);
    ASSERT_EQ(alone.Fields().size(), 1u) << text;
    const std::string path = absl::StrCat("request.", alone.Fields()[0]);

    const v1::AssessStreamResponse answer = stream.Ask(Item("x", request));
    const UnaryResult fault = AsCall(answer.status());
    EXPECT_THAT(fault, IsKneadError(alone.status.error_code(),
                                    alone.Info().reason(), path))
        << text;
    EXPECT_EQ(fault.status.error_message(),
              absl::StrCat("request.", alone.status.error_message()));
    google::rpc::ErrorInfo info = alone.Info();
    (*info.mutable_metadata())["field"] = path;
    for (const auto& [key, value] : info.metadata()) {
      EXPECT_THAT(fault.Info().metadata(), Contains(Pair(key, value)));
    }
    EXPECT_EQ(answer.status().details_size(), 2);
  }
  EXPECT_TRUE(stream.Ask(Item("x")).has_assessment());
}

TEST(AssessStreamTest, EachItemNeedsAnIdAndARequest) {
  struct Case {
    std::string request_id;
    bool has_request;
    const char* reason;
    const char* field;
  };
  const std::string longest(rpc::kMaxRequestIdBytes, 'x');
  const Case cases[] = {
      {"", true, "MISSING_FIELD", "request_id"},
      {"", false, "MISSING_FIELD", "request_id"},
      {"x", false, "MISSING_FIELD", "request"},
      {longest + "x", true, "FIELD_TOO_LONG", "request_id"},
  };
  Assessor stream(SharedServer().channel());
  for (const Case& c : cases) {
    v1::AssessStreamRequest item;
    item.set_request_id(c.request_id);
    if (c.has_request) item.mutable_request();
    const v1::AssessStreamResponse answer = stream.Ask(item);
    EXPECT_EQ(answer.request_id(), c.request_id);
    EXPECT_THAT(
        AsCall(answer.status()),
        IsKneadError(grpc::StatusCode::INVALID_ARGUMENT, c.reason, c.field));
  }
  for (const std::string& request_id : {std::string("x"), longest}) {
    EXPECT_TRUE(stream.Ask(Item(request_id)).has_assessment());
  }
  // Ids are the caller's business: they may repeat.
  EXPECT_TRUE(stream.Ask(Item("x")).has_assessment());
}

TEST(AssessStreamTest, SaysFromWhatItAnswers) {
  const auto& channel = SharedServer().channel();
  const UnaryResult alone = CallUnary(channel, kAssess, "");
  for (const bool any : {false, true}) {
    Assessor stream(channel);
    if (any) stream.Ask(Item("x"));
    stream.WritesDone();
    const UnaryResult end = stream.Finish();
    ASSERT_THAT(end, IsAnswered());
    for (const char* key : {"knead-content-revision", "knead-engine-version",
                            "content-language"}) {
      ASSERT_EQ(alone.initial_metadata.count(key), 1u) << key;
      EXPECT_THAT(
          end.initial_metadata,
          Contains(Pair(key, alone.initial_metadata.find(key)->second)));
    }
  }
}

TEST(AssessStreamTest, AfterTheHalfCloseTheRestIsAnswered) {
  Assessor stream(SharedServer().channel());
  for (const char* request_id : {"1", "2", "3"}) {
    ASSERT_TRUE(stream.Write(Item(request_id)));
  }
  stream.WritesDone();
  for (const char* request_id : {"1", "2", "3"}) {
    v1::AssessStreamResponse answer;
    ASSERT_TRUE(stream.Read(&answer));
    EXPECT_EQ(answer.request_id(), request_id);
    EXPECT_TRUE(answer.has_assessment());
  }
  v1::AssessStreamResponse nothing;
  EXPECT_FALSE(stream.Read(&nothing));
  EXPECT_THAT(stream.Finish(), IsAnswered());
}

TEST(AssessStreamTest, BytesThatAreNoRequestEndItBehindTheAnswers) {
  const std::string faults[] = {
      std::string("\x0a\x05x", 3),         // An id that ends too soon.
      std::string("\x0a\x01\xff", 3),      // An id that is not UTF-8.
      std::string("\x12\x02\x0a\x05", 4),  // A request that ends too soon.
      std::string(11, '\xff'),             // A number without end.
  };
  for (const std::string& fault : faults) {
    StreamCall stream(SharedServer().channel(), kAssessStream);
    ASSERT_TRUE(stream.Write(Item("1").SerializeAsString()));
    ASSERT_TRUE(stream.Write(Item("2").SerializeAsString()));
    ASSERT_TRUE(stream.Write(fault));
    for (const char* request_id : {"1", "2"}) {
      const std::optional<std::string> message = stream.Read();
      ASSERT_TRUE(message.has_value());
      v1::AssessStreamResponse answer;
      ASSERT_TRUE(answer.ParseFromString(*message));
      EXPECT_EQ(answer.request_id(), request_id);
    }
    EXPECT_FALSE(stream.Read().has_value());
    const UnaryResult end = stream.Finish();
    EXPECT_THAT(end, IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                                  "MALFORMED_REQUEST", ""));
    EXPECT_THAT(end.Info().metadata(),
                Contains(Pair("message", "knead.v1.AssessStreamRequest")));
  }
}

TEST(AssessStreamTest, AMessageTooLargeEndsItBehindTheAnswers) {
  Assessor stream(SharedServer().channel());
  stream.Ask(Item("1"));
  v1::AssessRequest large;
  large.set_language_code(std::string(Limits().max_request_bytes, 'x'));
  stream.Write(Item("2", large));
  v1::AssessStreamResponse nothing;
  EXPECT_FALSE(stream.Read(&nothing));
  EXPECT_EQ(stream.Finish().status.error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
}

// The writer runs ahead as far as it is let, while nobody reads.
TEST(AssessStreamTest, WhoDoesNotReadIsHeldBackAndLosesNothing) {
  constexpr int items = 600;
  const auto& channel = SharedServer().channel();
  Assessor stream(channel);
  std::thread writer([&stream] {
    for (int i = 0; i < items; ++i) {
      EXPECT_TRUE(stream.Write(Item(absl::StrCat(i))));
    }
    stream.WritesDone();
  });
  // Others are served meanwhile.
  for (int i = 0; i < 100; ++i) {
    EXPECT_THAT(CallUnary(channel, kAssess, ""), IsAnswered());
  }
  for (int i = 0; i < items; ++i) {
    v1::AssessStreamResponse answer;
    ASSERT_TRUE(stream.Read(&answer));
    ASSERT_EQ(answer.request_id(), absl::StrCat(i));
  }
  writer.join();
  EXPECT_THAT(stream.Finish(), IsAnswered());
}

TEST(AssessStreamTest, ACancelledOneIsLetGo) {
  const auto& channel = SharedServer().channel();
  for (int round = 0; round < 20; ++round) {
    Assessor stream(channel);
    std::thread writer([&stream] {
      int i = 0;
      while (stream.Write(Item(absl::StrCat(++i)))) continue;
    });
    v1::AssessStreamResponse answer;
    for (int i = 0; i < round; ++i) EXPECT_TRUE(stream.Read(&answer));
    stream.Cancel();
    writer.join();
    EXPECT_EQ(stream.Finish().status.error_code(), grpc::StatusCode::CANCELLED);
  }
  EXPECT_THAT(CallUnary(channel, kAssess, ""), IsAnswered());
}

TEST(AssessStreamShutdownTest, WhatArrivedIsAnsweredAndThenItEnds) {
  RunningServer server;
  Assessor stream(server.channel());
  for (int i = 0; i < 10; ++i) stream.Ask(Item(absl::StrCat(i)));
  std::thread stopper([&server] { server.server().Drain(); });
  v1::AssessStreamResponse nothing;
  EXPECT_FALSE(stream.Read(&nothing));
  EXPECT_THAT(stream.Finish(),
              IsKneadError(grpc::StatusCode::UNAVAILABLE, "SHUTTING_DOWN", ""));
  stopper.join();
}

TEST(AssessStreamShutdownTest, InMidStreamNoAnswerIsOutOfOrder) {
  RunningServer server;
  Assessor stream(server.channel());
  stream.Ask(Item("first"));
  std::thread writer([&stream] {
    int i = 0;
    while (stream.Write(Item(absl::StrCat(i)))) ++i;
  });
  std::thread stopper;
  v1::AssessStreamResponse answer;
  int answers = 0;
  while (stream.Read(&answer)) {
    ASSERT_EQ(answer.request_id(), absl::StrCat(answers));
    EXPECT_TRUE(answer.has_assessment());
    if (++answers == 50) {
      stopper = std::thread([&server] { server.server().Drain(); });
    }
  }
  EXPECT_GE(answers, 50);
  // The connection closes with requests of a client that goes on writing still
  // unread, so TCP may take the reason away with it, never the code.
  EXPECT_EQ(stream.Finish().status.error_code(), grpc::StatusCode::UNAVAILABLE);
  writer.join();
  stopper.join();
}

}  // namespace
}  // namespace knead
