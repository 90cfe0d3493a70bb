#include "tests/benchmark/transport/load.h"

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/async_unary_call.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/channel_arguments.h"
#include "grpcpp/support/slice.h"
#include "service/rpc/transport/testing/echo.grpc.pb.h"
#include "service/rpc/transport/testing/echo.pb.h"

namespace knead {
namespace benchmark {
namespace {

using ::knead::testing::v1::EchoRequest;
using ::knead::testing::v1::EchoResponse;
using ::knead::testing::v1::EchoService;

void Require(const grpc::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "a call failed: %s\n", status.error_message().c_str());
  std::exit(1);
}

EchoRequest MakeRequest() {
  EchoRequest request;
  request.set_text("techniques/quadriceps-roll");
  return request;
}

// One of the calls that are always under way.
struct Stream {
  struct Call {
    grpc::ClientContext context;
    grpc::ByteBuffer response;
    grpc::Status status;
    std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  };

  explicit Stream(const std::shared_ptr<grpc::Channel>& channel)
      : stub(channel) {}

  void Start(const grpc::ByteBuffer& request, grpc::CompletionQueue* queue) {
    call.emplace();
    call->reader = stub.PrepareUnaryCall(
        &call->context, "/knead.testing.v1.EchoService/Ready", request, queue);
    call->reader->StartCall();
    call->reader->Finish(&call->response, &call->status, this);
  }

  grpc::GenericStub stub;
  std::optional<Call> call;
};

}  // namespace

struct Load::State {
  grpc::CompletionQueue queue;
  grpc::ByteBuffer request;
  std::vector<std::unique_ptr<Stream>> streams;
};

std::shared_ptr<grpc::Channel> Connect(int port) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", port),
                                   grpc::InsecureChannelCredentials(),
                                   arguments);
}

Load::Load(int port) : state_(std::make_unique<State>()) {
  const grpc::Slice slice(MakeRequest().SerializeAsString());
  state_->request = grpc::ByteBuffer(&slice, 1);
  for (int c = 0; c < kConnections; ++c) {
    const auto channel = Connect(port);
    for (int s = 0; s < kStreamsPerConnection; ++s) {
      state_->streams.push_back(std::make_unique<Stream>(channel));
    }
  }
}

Load::~Load() = default;

int64_t Load::Run(absl::Duration duration) {
  int64_t answered = 0;
  size_t under_way = 0;
  for (const auto& stream : state_->streams) {
    stream->Start(state_->request, &state_->queue);
    ++under_way;
  }
  const absl::Time end = absl::Now() + duration;
  void* tag = nullptr;
  bool ok = false;
  while (under_way > 0 && state_->queue.Next(&tag, &ok)) {
    auto* stream = static_cast<Stream*>(tag);
    Require(stream->call->status);
    ++answered;
    if (absl::Now() < end) {
      stream->Start(state_->request, &state_->queue);
    } else {
      stream->call.reset();
      --under_way;
    }
  }
  return answered;
}

absl::Duration TimeOneCall(const std::shared_ptr<grpc::Channel>& channel) {
  const auto stub = EchoService::NewStub(channel);
  const EchoRequest request = MakeRequest();
  EchoResponse response;
  grpc::ClientContext context;
  const absl::Time start = absl::Now();
  Require(stub->Ready(&context, request, &response));
  return absl::Now() - start;
}

}  // namespace benchmark
}  // namespace knead
