#include "service/rpc/transport/call_queue.h"

#include <cstddef>
#include <utility>

#include "absl/time/time.h"
#include "grpc/support/time.h"
#include "grpcpp/alarm.h"
#include "service/rpc/transport/unary_slot.h"
#include "service/rpc/transport/unknown_method_slot.h"

namespace knead {
namespace rpc {
namespace {

// How long the thread works on calls that arrived before it looks again whether
// one of those that wait was cancelled meanwhile. Well above what a call takes.
constexpr absl::Duration kLookAgainAfter = absl::Milliseconds(1);

}  // namespace

CallQueue::CallQueue(std::unique_ptr<grpc::ServerCompletionQueue> queue,
                     const CallHooks* hooks)
    : queue_(std::move(queue)), hooks_(hooks) {}

CallQueue::~CallQueue() {
  if (thread_.joinable()) Stop();
}

void CallQueue::Serve(RawService* service, int slots) {
  for (size_t method = 0; method < service->unary_count(); ++method) {
    for (int i = 0; i < slots; ++i) {
      slots_.push_back(
          std::make_unique<UnarySlot>(service, method, hooks_, queue_.get()));
    }
  }
}

void CallQueue::ServeUnknownMethods(grpc::AsyncGenericService* service,
                                    int slots) {
  for (int i = 0; i < slots; ++i) {
    slots_.push_back(
        std::make_unique<UnknownMethodSlot>(service, hooks_, queue_.get()));
  }
}

void CallQueue::Start() {
  for (const auto& slot : slots_) slot->Await();
  thread_ = std::thread([this] { Run(); });
}

bool CallQueue::AwaitRest(absl::Time deadline) {
  return at_rest_.WaitForNotificationWithDeadline(deadline);
}

void CallQueue::Stop() {
  grpc::Alarm stop;
  stop.Set(queue_.get(), gpr_inf_past(GPR_CLOCK_REALTIME), /*tag=*/nullptr);
  thread_.join();
}

void CallQueue::Run() {
  void* tag = nullptr;
  bool ok = false;
  while (queue_->Next(&tag, &ok)) {
    Take(tag, ok);
    if (!waiting_.empty()) WorkOnWaiting();
  }
}

void CallQueue::Take(void* tag, bool ok) {
  if (tag == nullptr) {
    stopping_ = true;
  } else {
    const auto& [slot, event] = *static_cast<const CallSlot::Tag*>(tag);
    switch (event) {
      case CallSlot::Event::kArrived:
        if (ok) {
          waiting_.push_back(slot);
        } else {
          slot->GiveUp();
          ++resting_;
        }
        break;
      case CallSlot::Event::kDone:
        slot->NoteDone();
        [[fallthrough]];
      case CallSlot::Event::kSent:
        if (slot->CountDown()) Release(slot);
        break;
    }
  }
  if (resting_ < slots_.size()) return;
  if (!at_rest_.HasBeenNotified()) at_rest_.Notify();
  // gRPC aborts the process when a queue that is shut down is asked for
  // anything more, so this comes last.
  if (stopping_) queue_->Shutdown();
}

void CallQueue::Release(CallSlot* slot) {
  if (stopping_) {
    ++resting_;
  } else {
    slot->Await();
  }
}

void CallQueue::TakeWhatIsThere() {
  void* tag = nullptr;
  bool ok = false;
  while (queue_->AsyncNext(&tag, &ok, gpr_inf_past(GPR_CLOCK_REALTIME)) ==
         grpc::CompletionQueue::GOT_EVENT) {
    Take(tag, ok);
  }
}

void CallQueue::WorkOnWaiting() {
  // A caller that has gone is reported behind its call. So before work begins,
  // and whenever it has gone on for long, all that has arrived is taken in.
  TakeWhatIsThere();
  absl::Time looked = hooks_->now();
  while (!waiting_.empty()) {
    CallSlot* slot = waiting_.front();
    waiting_.pop_front();
    slot->Work();
    if (waiting_.empty()) return;
    if (const absl::Time now = hooks_->now(); now - looked > kLookAgainAfter) {
      TakeWhatIsThere();
      looked = now;
    }
  }
}

}  // namespace rpc
}  // namespace knead
