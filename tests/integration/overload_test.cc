// More calls at once than a server takes: what is too much is refused at once,
// and afterwards all is as before.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/channel_arguments.h"
#include "grpcpp/support/slice.h"
#include "gtest/gtest.h"
#include "tests/support/own_connection.h"
#include "tests/support/running_server.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

constexpr char kAssess[] = "/knead.v1.AssessmentService/Assess";
constexpr char kHealth[] = "/grpc.health.v1.Health/Check";
constexpr int kConnections = 8;
constexpr int kCallsPerConnection = 100;
constexpr int kMostCalls = 2;

// A call that is under way.
struct Call {
  grpc::ClientContext context;
  grpc::ByteBuffer response;
  grpc::Status status;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
};

void Start(const std::shared_ptr<grpc::Channel>& channel,
           grpc::CompletionQueue* queue, Call* call) {
  grpc::GenericStub stub(channel);
  const grpc::Slice nothing;
  const grpc::ByteBuffer request(&nothing, 1);
  call->context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
  call->reader = stub.PrepareUnaryCall(&call->context, kAssess, request, queue);
  call->reader->StartCall();
  call->reader->Finish(&call->response, &call->status, call);
}

// That a refusal says why, and when to come again.
void ExpectRefusal(const Call& call) {
  EXPECT_EQ(call.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(call.status.error_details()));
  ASSERT_EQ(details.details_size(), 2);
  google::rpc::ErrorInfo info;
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(details.details(0).UnpackTo(&info));
  ASSERT_TRUE(details.details(1).UnpackTo(&retry));
  EXPECT_EQ(info.reason(), "OVERLOADED");
  EXPECT_EQ(info.domain(), "knead");
  const auto& trailers = call.context.GetServerTrailingMetadata();
  const auto pushback = trailers.find("grpc-retry-pushback-ms");
  ASSERT_NE(pushback, trailers.end());
  int64_t milliseconds = 0;
  ASSERT_TRUE(absl::SimpleAtoi(
      absl::string_view(pushback->second.data(), pushback->second.size()),
      &milliseconds));
  EXPECT_GT(milliseconds, 0);
  EXPECT_EQ(milliseconds * 1000000, retry.retry_delay().nanos());
}

TEST(OverloadTest, RefusesWhatIsTooMuchAndRecovers) {
  ServerOptions options = TestOptions();
  options.threads = 1;
  options.limits.max_concurrent_calls = kMostCalls;
  options.limits.max_streams_per_connection = 2 * kCallsPerConnection;
  RunningServer server(options);
  grpc::ChannelArguments arguments;
  // What is refused is to be seen, not tried again.
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < kConnections; ++i) {
    channels.push_back(OwnConnection(server.server().address(), arguments));
    ASSERT_THAT(CallUnary(channels.back(), kAssess, ""), IsAnswered());
  }
  ASSERT_EQ(server.server().admission().refused_calls(), 0);

  grpc::CompletionQueue queue;
  std::vector<std::unique_ptr<Call>> calls;
  for (int i = 0; i < kCallsPerConnection; ++i) {
    for (const auto& channel : channels) {
      calls.push_back(std::make_unique<Call>());
      Start(channel, &queue, calls.back().get());
    }
  }
  // A server that is full is healthy, and says so.
  for (int i = 0; i < 10; ++i) {
    EXPECT_THAT(CallUnary(server.channel(), kHealth, ""), IsAnswered());
  }
  int answered = 0;
  for (size_t i = 0; i < calls.size(); ++i) {
    void* tag = nullptr;
    bool ok = false;
    ASSERT_TRUE(queue.Next(&tag, &ok));
    const Call& call = *static_cast<Call*>(tag);
    if (call.status.ok()) {
      ++answered;
    } else {
      ExpectRefusal(call);
    }
  }
  EXPECT_GE(answered, kMostCalls);
  const int refused = static_cast<int>(calls.size()) - answered;
  EXPECT_GT(refused, 0);
  EXPECT_EQ(server.server().admission().refused_calls(), refused);
  EXPECT_EQ(server.server().admission().calls(), 0);

  // One after the other there is room for all.
  for (const auto& channel : channels) {
    for (int i = 0; i < 10; ++i) {
      EXPECT_THAT(CallUnary(channel, kAssess, ""), IsAnswered());
    }
  }
  EXPECT_EQ(server.server().admission().refused_calls(), refused);
}

}  // namespace
}  // namespace knead
