#ifndef KNEAD_SERVICE_RPC_TRANSPORT_TESTING_CHAT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_TESTING_CHAT_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/sync_stream.h"
#include "service/rpc/transport/testing/echo.grpc.pb.h"
#include "service/rpc/transport/testing/echo.pb.h"

namespace knead {
namespace rpc {

// A stream of EchoService.Chat, as its client sees it.
class Chat {
 public:
  explicit Chat(const std::shared_ptr<grpc::Channel>& channel,
                const std::string& header = "x-nothing")
      : stub_(testing::v1::EchoService::NewStub(channel)) {
    context_.AddMetadata(header, "1");
    stream_ = stub_->Chat(&context_);
  }

  bool Say(const std::string& text) {
    testing::v1::EchoRequest request;
    request.set_text(text);
    return stream_->Write(request);
  }

  // The next text, or "(end)".
  std::string Hear() {
    testing::v1::EchoResponse response;
    return stream_->Read(&response) ? response.text() : "(end)";
  }

  void HangUp() { stream_->WritesDone(); }
  grpc::Status Finish() { return stream_->Finish(); }
  grpc::ClientContext& context() { return context_; }

 private:
  std::unique_ptr<testing::v1::EchoService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<testing::v1::EchoRequest,
                                           testing::v1::EchoResponse>>
      stream_;
};

// As many streams as `count`, each of which has been answered once. Fewer if
// one was not answered.
inline std::vector<std::unique_ptr<Chat>> OpenChats(
    const std::shared_ptr<grpc::Channel>& channel, int count) {
  std::vector<std::unique_ptr<Chat>> chats;
  for (int i = 0; i < count; ++i) {
    auto chat = std::make_unique<Chat>(channel);
    if (!chat->Say("x") || chat->Hear() != "x") break;
    chats.push_back(std::move(chat));
  }
  return chats;
}

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_TESTING_CHAT_H_
