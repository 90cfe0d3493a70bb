#include "service/rpc/transport/unary_slot.h"

#include <string>

#include "absl/status/statusor.h"
#include "service/rpc/transport/request_bytes.h"
#include "service/rpc/transport/retry_pushback.h"
#include "service/rpc/transport/server_call_context.h"

namespace knead {
namespace rpc {

void UnarySlot::Open() {
  call_.emplace();
  call_->context.AsyncNotifyWhenDone(tag(Event::kDone));
  service_->Request(method_, &call_->context, &call_->request, &call_->writer,
                    queue_, tag(Event::kArrived));
}

bool UnarySlot::Arrived() {
  if (admission_ == nullptr) {
    Work();
    return false;
  }
  if (admission_->EnterCall()) return true;
  Refuse(admission_->RefuseCall());
  return false;
}

void UnarySlot::Refuse(const Refusal& refusal) {
  const ServerCallContext context(service_->path(method_), cancelled(),
                                  &call_->context);
  CallRecord record;
  record.refused = true;
  record.code = refusal.status.code();
  record.request_bytes = call_->request.Length();
  record.request_messages = 1;
  Report(*hooks_, context, record);
  call_->context.AddTrailingMetadata(std::string(kRetryPushbackKey),
                                     refusal.pushback);
  call_->writer.FinishWithError(refusal.wire_status, tag(Event::kSent));
}

void UnarySlot::Work() {
  const RequestBytes request(&call_->request);
  ServerCallContext context(service_->path(method_), cancelled(),
                            &call_->context);
  const absl::StatusOr<Payload> response =
      Invoke(service_->handler(method_), *hooks_, context, request.view());
  // Before the answer goes out, so that a caller who has it finds room.
  if (admission_ != nullptr) admission_->LeaveCall();
  if (response.ok()) {
    call_->writer.Finish(response->ToByteBuffer(), grpc::Status::OK,
                         tag(Event::kSent));
  } else {
    call_->writer.FinishWithError(EndOfCall(response.status(), &call_->context),
                                  tag(Event::kSent));
  }
}

}  // namespace rpc
}  // namespace knead
