#include "service/rpc/transport/testing/async_echo.h"

#include <utility>

namespace knead {
namespace rpc {

AsyncEcho::AsyncEcho(const std::shared_ptr<grpc::Channel>& channel,
                     const std::string& text, absl::Time deadline)
    : stub_(testing::v1::EchoService::NewStub(channel)) {
  if (deadline != absl::InfiniteFuture()) {
    context_.set_deadline(absl::ToChronoTime(deadline));
  }
  request_.set_text(text);
  stub_->async()->Echo(&context_, &request_, &response_,
                       [this](grpc::Status status) {
                         status_ = std::move(status);
                         done_.Notify();
                       });
}

}  // namespace rpc
}  // namespace knead
