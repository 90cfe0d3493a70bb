#include "service/rpc/transport/unary_slot.h"

#include "absl/status/statusor.h"
#include "service/rpc/status.h"
#include "service/rpc/transport/request_bytes.h"
#include "service/rpc/transport/server_call_context.h"

namespace knead {
namespace rpc {
void UnarySlot::Open() {
  call_.emplace();
  call_->context.AsyncNotifyWhenDone(tag(Event::kDone));
  service_->Request(method_, &call_->context, &call_->request, &call_->writer,
                    queue_, tag(Event::kArrived));
}

void UnarySlot::Work() {
  const RequestBytes request(&call_->request);
  ServerCallContext context(service_->path(method_), cancelled(),
                            &call_->context);
  const absl::StatusOr<Payload> response =
      Invoke(service_->handler(method_), *hooks_, context, request.view());
  if (response.ok()) {
    call_->writer.Finish(response->ToByteBuffer(), grpc::Status::OK,
                         tag(Event::kSent));
  } else {
    call_->writer.FinishWithError(ToGrpcStatus(response.status()),
                                  tag(Event::kSent));
  }
}

}  // namespace rpc
}  // namespace knead
