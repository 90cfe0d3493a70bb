#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/assessment_stream.h"
#include "client/call_options.h"
#include "client/connection.h"
#include "client/error_details.h"
#include "client/grpc_connection.h"
#include "client/testing/stream_server.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/assessment_service.pb.h"

namespace knead {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Pair;

using Stream = StreamServer::Stream;

// Answers each request with its region as the engine's version, and with a
// fault where there is none.
grpc::Status AnswerEach(grpc::ServerContext&, Stream& stream) {
  v1::AssessStreamRequest item;
  while (stream.Read(&item)) {
    v1::AssessStreamResponse answer;
    answer.set_request_id(item.request_id());
    if (item.request().region_code().empty()) {
      google::rpc::ErrorInfo info;
      info.set_reason("WHY");
      info.set_domain("knead");
      answer.mutable_status()->set_code(grpc::StatusCode::INVALID_ARGUMENT);
      answer.mutable_status()->set_message("no region");
      answer.mutable_status()->add_details()->PackFrom(info);
    } else {
      answer.mutable_assessment()->set_engine_version(
          item.request().region_code());
    }
    stream.Write(answer);
  }
  return grpc::Status::OK;
}

v1::AssessRequest InRegion(const std::string& code) {
  v1::AssessRequest request;
  request.set_region_code(code);
  return request;
}

std::unique_ptr<AssessmentStream> Open(const StreamServer& server,
                                       const CallOptions& options = {}) {
  auto stream = MakeConnection(server.Connect())->AssessStream(options);
  EXPECT_TRUE(stream.ok()) << stream.status();
  return *std::move(stream);
}

TEST(GrpcAssessmentStreamTest, AnswersComeInOrderWhileOneThreadWrites) {
  const StreamServer server(AnswerEach);
  const auto stream = Open(server);
  std::thread writer([&stream] {
    for (int i = 0; i < 2000; ++i) {
      EXPECT_TRUE(
          stream->Write(absl::StrCat("id ", i), InRegion(absl::StrCat(i))));
    }
    stream->WritesDone();
  });
  for (int i = 0; i < 2000; ++i) {
    const std::optional<StreamedAssessment> answer = stream->Read();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->request_id, absl::StrCat("id ", i));
    ASSERT_TRUE(answer->assessment.ok());
    EXPECT_EQ(answer->assessment->engine_version(), absl::StrCat(i));
  }
  EXPECT_FALSE(stream->Read().has_value());
  writer.join();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(GrpcAssessmentStreamTest, AFaultComesWithItsDetailsAndEndsNothing) {
  const StreamServer server(AnswerEach);
  const auto stream = Open(server);
  ASSERT_TRUE(stream->Write("1", {}));
  ASSERT_TRUE(stream->Write("2", InRegion("NZ")));
  const std::optional<StreamedAssessment> fault = stream->Read();
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->request_id, "1");
  EXPECT_EQ(fault->assessment.status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(fault->assessment.status().message(), "no region");
  EXPECT_EQ(ErrorReason(fault->assessment.status()), "WHY");
  const std::optional<StreamedAssessment> answer = stream->Read();
  ASSERT_TRUE(answer.has_value());
  EXPECT_TRUE(answer->assessment.ok());
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(GrpcAssessmentStreamTest, AnAnswerWithoutResultIsAFault) {
  for (const bool with_status : {false, true}) {
    const StreamServer server([&](grpc::ServerContext&, Stream& stream) {
      v1::AssessStreamResponse answer;
      answer.set_request_id("1");
      if (with_status) answer.mutable_status();
      stream.Write(answer);
      return grpc::Status::OK;
    });
    const auto stream = Open(server);
    const std::optional<StreamedAssessment> answer = stream->Read();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->assessment.status().code(), absl::StatusCode::kInternal);
    EXPECT_TRUE(stream->Finish().ok());
  }
}

TEST(GrpcAssessmentStreamTest, FinishDropsWhatWasNotRead) {
  const StreamServer server(AnswerEach);
  const auto stream = Open(server);
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(stream->Write("x", InRegion("NZ")));
  EXPECT_TRUE(stream->Finish().ok());
  // Afterwards nothing happens any more.
  EXPECT_FALSE(stream->Write("x", InRegion("NZ")));
  stream->WritesDone();
  EXPECT_FALSE(stream->Read().has_value());
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(GrpcAssessmentStreamTest, AfterWritesDoneNothingIsSent) {
  const StreamServer server(AnswerEach);
  const auto stream = Open(server);
  ASSERT_TRUE(stream->Write("1", InRegion("NZ")));
  stream->WritesDone();
  stream->WritesDone();
  EXPECT_FALSE(stream->Write("2", InRegion("NZ")));
  EXPECT_TRUE(stream->Read().has_value());
  EXPECT_FALSE(stream->Read().has_value());
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(GrpcAssessmentStreamTest, SaysWhyTheServerEndedIt) {
  const StreamServer server([](grpc::ServerContext&, Stream& stream) {
    v1::AssessStreamRequest item;
    stream.Read(&item);
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "stopping");
  });
  const auto stream = Open(server);
  while (stream->Write("x", {})) continue;
  EXPECT_FALSE(stream->Read().has_value());
  const absl::Status end = stream->Finish();
  EXPECT_EQ(end, absl::UnavailableError("stopping"));
  EXPECT_EQ(stream->Finish(), end);
}

TEST(GrpcAssessmentStreamTest, AnyThreadCanCancelIt) {
  const StreamServer server(AnswerEach);
  const auto stream = Open(server);
  std::thread canceller([&stream] { stream->Cancel(); });
  EXPECT_FALSE(stream->Read().has_value());
  canceller.join();
  EXPECT_EQ(stream->Finish().code(), absl::StatusCode::kCancelled);
}

// The test ends only if the server's side does.
TEST(GrpcAssessmentStreamTest, WhoForgetsItCancelsIt) {
  const StreamServer server(AnswerEach);
  const auto stream = Open(server);
  EXPECT_TRUE(stream->Write("1", InRegion("NZ")));
}

TEST(GrpcAssessmentStreamTest, EndsWhenItsTimeIsUp) {
  const StreamServer server(AnswerEach);
  CallOptions options;
  options.timeout = absl::Milliseconds(50);
  const auto stream = Open(server, options);
  EXPECT_FALSE(stream->Read().has_value());
  EXPECT_EQ(stream->Finish().code(), absl::StatusCode::kDeadlineExceeded);
}

TEST(GrpcAssessmentStreamTest, HasTheTimeOfStreamsUnlessItIsGivenOne) {
  absl::Time deadline;
  const StreamServer server([&](grpc::ServerContext& context, Stream&) {
    deadline = absl::FromChrono(context.deadline());
    return grpc::Status::OK;
  });
  CallDefaults defaults;
  defaults.timeout = absl::Milliseconds(200);
  defaults.stream_timeout = absl::Hours(2);
  const auto connection = MakeConnection(server.Connect(), defaults);
  auto stream = connection->AssessStream({});
  ASSERT_TRUE(stream.ok());
  EXPECT_TRUE((*stream)->Finish().ok());
  // Far enough apart that the speed of the machine does not matter.
  EXPECT_GT(deadline, absl::Now() + absl::Hours(1));
  EXPECT_LT(deadline, absl::Now() + absl::Hours(3));
}

TEST(GrpcAssessmentStreamTest, WhatCannotBeSentIsNotOpened) {
  const StreamServer server(AnswerEach);
  const auto connection = MakeConnection(server.Connect());
  ResponseMetadata received = {{"left", "over"}};
  CallOptions late;
  late.timeout = absl::ZeroDuration();
  late.response_metadata = &received;
  EXPECT_EQ(connection->AssessStream(late).status().code(),
            absl::StatusCode::kDeadlineExceeded);
  EXPECT_THAT(received, IsEmpty());
  CallOptions faulty;
  faulty.metadata = {{"Not-Lower-Case", "x"}};
  EXPECT_EQ(connection->AssessStream(faulty).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(GrpcAssessmentStreamTest, CarriesMetadataBothWays) {
  std::string sent;
  const StreamServer server([&](grpc::ServerContext& context, Stream&) {
    const auto& metadata = context.client_metadata();
    const auto found = metadata.find("x-request-id");
    if (found != metadata.end()) {
      sent = std::string(found->second.data(), found->second.size());
    }
    context.AddInitialMetadata("knead-content-revision", "sha256:12");
    context.AddTrailingMetadata("knead-engine-version", "3");
    return grpc::Status::OK;
  });
  ResponseMetadata received = {{"left", "over"}};
  CallOptions options;
  options.metadata = {{"x-request-id", "7f3a"}};
  options.response_metadata = &received;
  EXPECT_TRUE(Open(server, options)->Finish().ok());
  EXPECT_EQ(sent, "7f3a");
  EXPECT_THAT(received,
              Contains(Pair(std::string(kContentRevisionKey), "sha256:12")));
  EXPECT_THAT(received, Contains(Pair(std::string(kEngineVersionKey), "3")));
  EXPECT_EQ(received.count("left"), 0);
}

TEST(GrpcAssessmentStreamTest, NoServerIsUnavailable) {
  std::shared_ptr<grpc::Channel> channel;
  {
    const StreamServer server(AnswerEach);
    channel = server.Connect();
  }
  auto stream = MakeConnection(channel)->AssessStream({});
  ASSERT_TRUE(stream.ok());
  while ((*stream)->Write("x", {})) continue;
  EXPECT_FALSE((*stream)->Read().has_value());
  EXPECT_EQ((*stream)->Finish().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace knead
