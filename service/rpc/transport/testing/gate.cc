#include "service/rpc/transport/testing/gate.h"

#include "absl/status/status.h"
#include "service/rpc/transport/testing/echo.pb.h"

namespace knead {
namespace rpc {

using ::knead::testing::v1::EchoRequest;
using ::knead::testing::v1::EchoResponse;

Handler Gate::EchoHandler() {
  return Typed<EchoRequest, EchoResponse>(
      [this](CallContext&, const EchoRequest& request, EchoResponse* response) {
        if (request.text() == "wait") {
          reached_.Notify();
          open_.WaitForNotification();
        }
        response->set_text(request.text());
        return absl::OkStatus();
      });
}

}  // namespace rpc
}  // namespace knead
