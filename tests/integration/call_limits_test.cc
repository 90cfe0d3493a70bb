// The limits of calls, streams and messages, each at its boundary on a server.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment_service.pb.h"
#include "knead/v1/lookup_service.grpc.pb.h"
#include "tests/support/own_connection.h"
#include "tests/support/running_server.h"
#include "tests/support/stream_call.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::testing::Contains;
using ::testing::Pair;

constexpr char kContentInfo[] = "/knead.v1.LookupService/GetContentInfo";
constexpr char kListFindings[] = "/knead.v1.LookupService/ListFindings";
constexpr char kAssess[] = "/knead.v1.AssessmentService/Assess";
constexpr char kAssessStream[] = "/knead.v1.AssessmentService/AssessStream";

// A connection of its own.
std::shared_ptr<grpc::Channel> Connect(RunningServer& server) {
  return OwnConnection(server.server().address());
}

TEST(CallLimitsTest, RequestBytes) {
  constexpr size_t kLimit = 20000;
  const auto server = ServerWithLimits(
      [](Limits& limits) { limits.max_request_bytes = kLimit; });
  // A field that no message has, with 5 bytes of tag and length.
  const auto request = [](size_t size) {
    const size_t length = size - 5;
    const std::string head = {'\xfa', '\x3f',
                              static_cast<char>(0x80 | (length & 0x7f)),
                              static_cast<char>(0x80 | ((length >> 7) & 0x7f)),
                              static_cast<char>(length >> 14)};
    return head + std::string(length, 'k');
  };
  EXPECT_THAT(CallUnary(server->channel(), kContentInfo, request(kLimit)),
              IsAnswered());
  EXPECT_EQ(CallUnary(server->channel(), kContentInfo, request(kLimit + 1))
                .status.error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST(CallLimitsTest, ResponseBytes) {
  v1::ListFindingsRequest request;
  request.set_view(v1::VIEW_FULL);
  request.set_page_size(1000);
  const UnaryResult whole =
      CallUnary(SharedServer().channel(), kListFindings, request);
  ASSERT_THAT(whole, IsAnswered());
  const auto size = static_cast<int64_t>(whole.response.size());
  for (const bool fits : {true, false}) {
    const auto server = ServerWithLimits([&](Limits& limits) {
      limits.max_response_bytes = fits ? size : size - 1;
    });
    EXPECT_EQ(
        CallUnary(server->channel(), kListFindings, request)
            .status.error_code(),
        fits ? grpc::StatusCode::OK : grpc::StatusCode::RESOURCE_EXHAUSTED);
  }
}

// The longest value of a header that a server takes.
size_t LongestHeader(RunningServer& server, size_t too_long) {
  size_t taken = 0;
  while (taken + 1 < too_long) {
    const size_t length = (taken + too_long) / 2;
    // On a connection of its own, where headers are not compressed by what went
    // before, and without a deadline, which would be one of no fixed length.
    const auto stub = v1::LookupService::NewStub(Connect(server));
    grpc::ClientContext context;
    context.AddMetadata("x-padding", std::string(length, 'k'));
    v1::ContentInfo info;
    if (stub->GetContentInfo(&context, v1::GetContentInfoRequest(), &info)
            .ok()) {
      taken = length;
    } else {
      too_long = length;
    }
  }
  return taken;
}

TEST(CallLimitsTest, MetadataBytes) {
  const auto longest = [](int64_t limit) {
    const auto server = ServerWithLimits(
        [&](Limits& limits) { limits.max_metadata_bytes = limit; });
    return LongestHeader(*server, static_cast<size_t>(limit) + 1);
  };
  // What a client adds of itself is the same for both.
  const size_t small = longest(1500);
  EXPECT_GT(small, 0u);
  EXPECT_EQ(longest(2500), small + 1000);
}

TEST(CallLimitsTest, CompressedRequestsAreRefused) {
  const auto stub = v1::LookupService::NewStub(SharedServer().channel());
  for (const auto algorithm : {GRPC_COMPRESS_GZIP, GRPC_COMPRESS_DEFLATE}) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
    context.set_compression_algorithm(algorithm);
    v1::ListFindingsRequest request;
    request.set_page_token(std::string(1000, 'k'));
    v1::ListFindingsResponse response;
    EXPECT_EQ(stub->ListFindings(&context, request, &response).error_code(),
              grpc::StatusCode::UNIMPLEMENTED);
  }
}

TEST(CallLimitsTest, Observations) {
  constexpr int kLimit = 100;
  const auto server = ServerWithLimits(
      [](Limits& limits) { limits.max_observations = kLimit; });
  v1::AssessRequest request;
  for (int i = 0; i < kLimit; ++i) {
    v1::Observation* observation = request.add_observations();
    observation->set_finding("findings/fever-or-unwell");
    observation->set_presence(v1::PRESENCE_ABSENT);
  }
  EXPECT_THAT(CallUnary(server->channel(), kAssess, request), IsAnswered());
  *request.add_observations() = request.observations(0);
  const UnaryResult result = CallUnary(server->channel(), kAssess, request);
  EXPECT_THAT(result, IsKneadError(grpc::StatusCode::INVALID_ARGUMENT,
                                   "TOO_MANY_ITEMS", "observations"));
  EXPECT_THAT(result.Info().metadata(), Contains(Pair("limit", "100")));
}

TEST(CallLimitsTest, PageSize) {
  const auto server =
      ServerWithLimits([](Limits& limits) { limits.max_page_size = 3; });
  for (const auto& [asked, expected] :
       std::vector<std::pair<int, int>>{{0, 3}, {2, 2}, {3, 3}, {4, 3}}) {
    v1::ListFindingsRequest request;
    request.set_page_size(asked);
    const auto page = CallUnary(server->channel(), kListFindings, request)
                          .Response<v1::ListFindingsResponse>();
    EXPECT_EQ(page.findings_size(), expected) << asked;
    EXPECT_NE(page.next_page_token(), "") << asked;
  }
}

std::string StreamRequest(const std::string& id) {
  v1::AssessStreamRequest request;
  request.set_request_id(id);
  request.mutable_request();
  return request.SerializeAsString();
}

TEST(CallLimitsTest, StreamMessages) {
  const auto server =
      ServerWithLimits([](Limits& limits) { limits.max_stream_messages = 3; });
  StreamCall stream(server->channel(), kAssessStream);
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(stream.Write(StreamRequest(absl::StrCat(i))));
    ASSERT_TRUE(stream.Read().has_value()) << i;
  }
  stream.Write(StreamRequest("one more"));
  EXPECT_FALSE(stream.Read().has_value());
  const UnaryResult end = stream.Finish();
  EXPECT_THAT(end, IsKneadError(grpc::StatusCode::RESOURCE_EXHAUSTED,
                                "STREAM_TOO_LONG", ""));
  EXPECT_THAT(end.Info().metadata(), Contains(Pair("limit", "3")));
}

TEST(CallLimitsTest, StreamTime) {
  const auto server = ServerWithLimits(
      [](Limits& limits) { limits.max_stream_time = absl::Milliseconds(200); });
  StreamCall stream(server->channel(), kAssessStream);
  EXPECT_FALSE(stream.Read().has_value());
  EXPECT_THAT(stream.Finish(),
              IsKneadError(grpc::StatusCode::RESOURCE_EXHAUSTED,
                           "STREAM_TOO_LONG", ""));
}

TEST(CallLimitsTest, Streams) {
  const auto server =
      ServerWithLimits([](Limits& limits) { limits.max_streams = 2; });
  StreamCall first(server->channel(), kAssessStream);
  StreamCall second(server->channel(), kAssessStream);
  for (StreamCall* stream : {&first, &second}) {
    ASSERT_TRUE(stream->Write(StreamRequest("1")));
    ASSERT_TRUE(stream->Read().has_value());
  }
  StreamCall third(server->channel(), kAssessStream);
  EXPECT_THAT(third.Finish(), IsKneadError(grpc::StatusCode::RESOURCE_EXHAUSTED,
                                           "TOO_MANY_STREAMS", ""));
  EXPECT_EQ(server->server().admission().refused_streams(), 1);
  // Neither calls nor those who watch the health are counted.
  EXPECT_THAT(CallUnary(server->channel(), kContentInfo, ""), IsAnswered());
  StreamCall watch(server->channel(), "/grpc.health.v1.Health/Watch");
  ASSERT_TRUE(watch.Write(""));
  EXPECT_TRUE(watch.Read().has_value());
  first.WritesDone();
  EXPECT_THAT(first.Finish(), IsAnswered());
  // The end of a stream reaches its client before its place is free.
  while (true) {
    StreamCall again(server->channel(), kAssessStream);
    again.Write(StreamRequest("1"));
    if (again.Read().has_value()) break;
    ASSERT_THAT(again.Finish(),
                IsKneadError(grpc::StatusCode::RESOURCE_EXHAUSTED,
                             "TOO_MANY_STREAMS", ""));
  }
}

TEST(CallLimitsTest, StreamsPerConnection) {
  const auto server = ServerWithLimits(
      [](Limits& limits) { limits.max_streams_per_connection = 2; });
  StreamCall first(server->channel(), kAssessStream);
  auto second = std::make_unique<StreamCall>(server->channel(), kAssessStream);
  for (StreamCall* stream : {&first, second.get()}) {
    ASSERT_TRUE(stream->Write(StreamRequest("1")));
    ASSERT_TRUE(stream->Read().has_value());
  }
  // A further call waits at the client for as long as it likes.
  const auto stub = v1::LookupService::NewStub(server->channel());
  v1::ContentInfo info;
  grpc::ClientContext waits;
  waits.set_deadline(absl::ToChronoTime(absl::Now() + absl::Milliseconds(300)));
  EXPECT_EQ(stub->GetContentInfo(&waits, v1::GetContentInfoRequest(), &info)
                .error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  // Over another connection there is room, and here when a stream has ended.
  EXPECT_THAT(CallUnary(Connect(*server), kContentInfo, ""), IsAnswered());
  second->WritesDone();
  EXPECT_THAT(second->Finish(), IsAnswered());
  EXPECT_THAT(CallUnary(server->channel(), kContentInfo, ""), IsAnswered());
}

}  // namespace
}  // namespace knead
