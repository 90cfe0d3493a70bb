// More calls at once than a server takes: what is too much is refused at once,
// and afterwards all is as before.

#include <signal.h>
#include <sys/types.h>

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
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
#include "tests/support/server_process.h"
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

// A call whose request, an empty message, has left this process.
class SentCall {
 public:
  explicit SentCall(const std::shared_ptr<grpc::Channel>& channel) {
    context_.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
    call_ = grpc::GenericStub(channel).PrepareCall(&context_, kAssess, &queue_);
    call_->StartCall(nullptr);
    Wait();
    const grpc::Slice empty;
    call_->WriteLast(grpc::ByteBuffer(&empty, 1), {}, nullptr);
    Wait();
  }

  // Waits for the end of the call.
  grpc::Status Status() {
    grpc::ByteBuffer response;
    call_->Read(&response, nullptr);
    Wait();
    grpc::Status status;
    call_->Finish(&status, nullptr);
    Wait();
    return status;
  }

 private:
  void Wait() {
    void* tag = nullptr;
    bool ok = false;
    ASSERT_TRUE(queue_.Next(&tag, &ok));
  }

  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
};

// Stops a process, and returns when it stands still.
void Halt(ServerProcess* server) {
  server->Signal(SIGSTOP);
  std::string state;
  while (state != "T") {
    std::ifstream stat(absl::StrCat("/proc/", server->pid(), "/stat"));
    std::string number, name;
    ASSERT_TRUE(stat >> number >> name >> state);
  }
}

// What waits in the sockets of many connections is taken in before the next
// call is worked on. A server of its own process, since gRPC polls the
// connections of all servers and clients of a process together.
TEST(OverloadTest, RefusesWhatWaitsOnManyConnectionsBeforeItWorks) {
  constexpr int kWaiting = 40;
  ServerProcess server({"--listen", "127.0.0.1:0", "--threads", "1",
                        "--max-concurrent-calls", absl::StrCat(kMostCalls)});
  ASSERT_NE(server.AwaitAddress(), "");
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < kWaiting; ++i) {
    channels.push_back(server.Connect());
    ASSERT_THAT(CallUnary(channels.back(), kAssess, ""), IsAnswered());
  }
  ASSERT_NO_FATAL_FAILURE(Halt(&server));
  std::vector<std::unique_ptr<SentCall>> calls;
  for (const auto& channel : channels) {
    calls.push_back(std::make_unique<SentCall>(channel));
  }
  server.Signal(SIGCONT);
  int answered = 0;
  for (const auto& call : calls) {
    const grpc::Status status = call->Status();
    if (status.ok()) {
      ++answered;
    } else {
      EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
    }
  }
  EXPECT_EQ(answered, kMostCalls);
}

}  // namespace
}  // namespace knead
