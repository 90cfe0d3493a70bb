#ifndef KNEAD_SERVICE_RPC_TRANSPORT_TESTING_ASYNC_ECHO_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_TESTING_ASYNC_ECHO_H_

#include <memory>
#include <string>

#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "service/rpc/transport/testing/echo.grpc.pb.h"
#include "service/rpc/transport/testing/echo.pb.h"

namespace knead {
namespace rpc {

// A call of EchoService.Echo that is under way.
class AsyncEcho {
 public:
  // Starts the call.
  AsyncEcho(const std::shared_ptr<grpc::Channel>& channel,
            const std::string& text,
            absl::Time deadline = absl::InfiniteFuture());

  // Waits for the end of the call.
  ~AsyncEcho() { done_.WaitForNotification(); }

  void Cancel() { context_.TryCancel(); }

  grpc::ClientContext& context() { return context_; }

  // Waits for the end of the call.
  grpc::Status Status() {
    done_.WaitForNotification();
    return status_;
  }

 private:
  std::unique_ptr<testing::v1::EchoService::Stub> stub_;
  grpc::ClientContext context_;
  testing::v1::EchoRequest request_;
  testing::v1::EchoResponse response_;
  grpc::Status status_;
  absl::Notification done_;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_TESTING_ASYNC_ECHO_H_
