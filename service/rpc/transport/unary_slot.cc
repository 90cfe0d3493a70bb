#include "service/rpc/transport/unary_slot.h"

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "service/rpc/status.h"
#include "service/rpc/transport/request_bytes.h"
#include "service/rpc/transport/retry_pushback.h"
#include "service/rpc/transport/server_call_context.h"

namespace knead {
namespace rpc {
namespace {

// The context of a unary call: headers go straight into its answer.
class UnaryCallContext final : public ServerCallContext {
 public:
  UnaryCallContext(absl::string_view method, bool cancelled,
                   grpc::ServerContext* context, UnaryAnswer* answer)
      : ServerCallContext(method, cancelled, context), answer_(answer) {}

 private:
  void SendInitialMetadata(absl::string_view key,
                           absl::string_view value) override {
    answer_->AddInitialMetadata(key, value);
  }
  void SendTrailingMetadata(absl::string_view key,
                            absl::string_view value) override {
    answer_->AddTrailingMetadata(key, value);
  }

  UnaryAnswer* const answer_;
};

}  // namespace

void UnarySlot::Open() {
  call_.emplace();
  call_->context.AsyncNotifyWhenDone(tag(Event::kDone));
  service_->Request(method_, &call_->context, &call_->request, &call_->answer,
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
  call_->answer.AddTrailingMetadata(kRetryPushbackKey, refusal.pushback);
  call_->answer.FinishWithError(refusal.wire_status, tag(Event::kSent));
}

void UnarySlot::Work() {
  const RequestBytes request(&call_->request);
  UnaryCallContext context(service_->path(method_), cancelled(),
                           &call_->context, &call_->answer);
  const absl::StatusOr<Payload> response =
      Invoke(service_->handler(method_), *hooks_, context, request.view());
  // Before the answer goes out, so that a caller who has it finds room.
  if (admission_ != nullptr) admission_->LeaveCall();
  if (response.ok()) {
    call_->answer.Finish(*response, tag(Event::kSent));
    return;
  }
  if (const auto pushback = RetryPushback(response.status())) {
    call_->answer.AddTrailingMetadata(kRetryPushbackKey, *pushback);
  }
  call_->answer.FinishWithError(ToGrpcStatus(response.status()),
                                tag(Event::kSent));
}

}  // namespace rpc
}  // namespace knead
