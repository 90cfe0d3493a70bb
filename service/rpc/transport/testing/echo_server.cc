#include "service/rpc/transport/testing/echo_server.h"

#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/channel_arguments.h"
#include "grpcpp/support/slice.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/stream.h"
#include "service/rpc/transport/testing/echo.grpc.pb.h"
#include "service/rpc/transport/testing/echo.pb.h"

namespace knead {
namespace rpc {
namespace {

using ::knead::testing::v1::EchoRequest;
using ::knead::testing::v1::EchoResponse;
using ::knead::testing::v1::EchoService;
using ::knead::testing::v1::OtherService;

absl::Status Fail(CallContext&, const EchoRequest& request, EchoResponse*) {
  if (request.text() == "throw") throw std::runtime_error("secret");
  int code = 0;
  if (!absl::SimpleAtoi(request.text(), &code)) return absl::OkStatus();
  return absl::Status(static_cast<absl::StatusCode>(code), "as asked");
}

// Sends each message back. The text "end" ends the stream, "burst" comes back a
// hundred times, "later" is sent back by another thread, and on "throw" it
// throws.
class ChatHandler final : public StreamHandler {
 public:
  explicit ChatHandler(std::shared_ptr<Stream> stream)
      : stream_(std::move(stream)) {}

  ~ChatHandler() override {
    if (later_.joinable()) later_.join();
  }

  void OnMessage(absl::string_view message) override {
    EchoRequest request;
    if (absl::Status parsed = ParseRequest(message, &request); !parsed.ok()) {
      stream_->Finish(std::move(parsed));
      return;
    }
    const Payload echo = Payload::Copy(message);
    if (request.text() == "throw") throw std::runtime_error("secret");
    if (request.text() == "end") {
      stream_->Send(echo);
      stream_->Finish(absl::NotFoundError("as asked"));
      stream_->Send(echo);
      stream_->Finish(absl::OkStatus());
    } else if (request.text() == "burst") {
      for (int i = 0; i < 100; ++i) stream_->Send(echo);
    } else if (request.text() == "later" && !later_.joinable()) {
      later_ = std::thread([echo, stream = stream_] { stream->Send(echo); });
    } else {
      stream_->Send(echo);
    }
  }

  void OnHalfClose() override { stream_->Finish(absl::OkStatus()); }

 private:
  const std::shared_ptr<Stream> stream_;
  std::thread later_;
};

}  // namespace

Handler EchoHandler() {
  return Typed<EchoRequest, EchoResponse>(
      [](CallContext&, const EchoRequest& request, EchoResponse* response) {
        response->set_text(request.text());
        return absl::OkStatus();
      });
}

void AddChat(ServiceTable* table) {
  table->Streaming(
      "Chat",
      [](CallContext& context, std::shared_ptr<Stream> stream)
          -> absl::StatusOr<std::unique_ptr<StreamHandler>> {
        if (context.ClientMetadata("x-refuse").has_value()) {
          stream->Send(Payload::Copy("not to be sent"));
          return absl::PermissionDeniedError("refused");
        }
        context.AddInitialMetadata("x-chat", "yes");
        return std::make_unique<ChatHandler>(std::move(stream));
      },
      EchoRequest::descriptor()->full_name(),
      EchoResponse::descriptor()->full_name());
}

std::vector<ServiceTable> EchoServices(Handler echo, Handler ready) {
  ServiceTable first(EchoService::service_full_name());
  first.Unary("Echo", std::move(echo))
      .Unary("Ready", std::move(ready))
      .Unary("Fail", Typed<EchoRequest, EchoResponse>(Fail));
  AddChat(&first);
  ServiceTable second(OtherService::service_full_name());
  second.Unary("Echo", EchoHandler());
  std::vector<ServiceTable> services;
  services.push_back(std::move(first));
  services.push_back(std::move(second));
  return services;
}

EchoServer::EchoServer(std::vector<ServiceTable> services,
                       RpcServerOptions options) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.SetMaxReceiveMessageSize(kMaxRequestBytes);
  auto server =
      RpcServer::Start(&builder, std::move(services), std::move(options));
  EXPECT_TRUE(server.ok()) << server.status();
  server_ = *std::move(server);
  address_ = absl::StrCat("127.0.0.1:", port);
}

std::shared_ptr<grpc::Channel> EchoServer::Connect(Wire wire) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetMaxReceiveMessageSize(-1);
  // A client takes in 64 KiB of a response before it is read, and no more.
  arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, 0);
  if (wire == Wire::kInProcess) return server_->InProcessChannel(arguments);
  return grpc::CreateCustomChannel(address_, grpc::InsecureChannelCredentials(),
                                   arguments);
}

RawAnswer CallRaw(const std::shared_ptr<grpc::Channel>& channel,
                  const std::string& path, absl::string_view bytes) {
  grpc::GenericStub stub(channel);
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  const grpc::Slice slice(bytes.data(), bytes.size());
  const grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer response;
  RawAnswer answer;
  auto call = stub.PrepareUnaryCall(&context, path, request, &queue);
  call->StartCall();
  call->Finish(&response, &answer.status, /*tag=*/nullptr);
  void* tag = nullptr;
  bool ok = false;
  EXPECT_TRUE(queue.Next(&tag, &ok));
  if (answer.status.ok()) {
    std::vector<grpc::Slice> slices;
    EXPECT_TRUE(response.Dump(&slices).ok());
    for (const grpc::Slice& piece : slices) {
      answer.bytes.append(piece.begin(), piece.end());
    }
  }
  return answer;
}

}  // namespace rpc
}  // namespace knead
