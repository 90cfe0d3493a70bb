#include "service/rpc/transport/unknown_method_slot.h"

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/rpc/transport/call_context.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/payload.h"
#include "service/rpc/transport/retry_pushback.h"
#include "service/rpc/transport/server_call_context.h"
#include "service/rpc/transport/transport_errors.h"

namespace knead {
namespace rpc {

void UnknownMethodSlot::Open() {
  call_.emplace();
  call_->context.AsyncNotifyWhenDone(tag(Event::kDone));
  service_->RequestCall(&call_->context, &call_->stream, queue_, queue_,
                        tag(Event::kArrived));
}

void UnknownMethodSlot::Work() {
  const Handler handler(
      [this](CallContext&, absl::string_view) -> absl::StatusOr<Payload> {
        return UnknownMethod(call_->context.method());
      });
  ServerCallContext context(kUnknownMethodPath, cancelled(), &call_->context);
  const absl::StatusOr<Payload> response =
      Invoke(handler, *hooks_, context, /*request=*/"");
  call_->stream.Finish(EndOfCall(response.status(), &call_->context),
                       tag(Event::kSent));
}

}  // namespace rpc
}  // namespace knead
