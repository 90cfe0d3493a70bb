#include "service/rpc/transport/call_queue.h"

#include <cstddef>
#include <utility>

#include "absl/time/time.h"
#include "grpc/support/time.h"
#include "service/rpc/transport/stream_slot.h"
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
  for (size_t method = 0; method < service->stream_count(); ++method) {
    slots_.push_back(std::make_unique<StreamSlot>(
        std::make_shared<StreamSlot::Method>(StreamSlot::Method{
            service, method, hooks_, queue_.get(), /*open=*/0,
            /*awaiting=*/0})));
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

void CallQueue::AnnounceShutdown() {
  shutdown_.Set(queue_.get(), gpr_inf_past(GPR_CLOCK_REALTIME), &shutdown_);
}

bool CallQueue::AwaitRest(absl::Time deadline) {
  return at_rest_.WaitForNotificationWithDeadline(deadline);
}

void CallQueue::Stop() {
  stop_.Set(queue_.get(), gpr_inf_past(GPR_CLOCK_REALTIME), &stop_);
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
  if (tag == &shutdown_) {
    announced_ = true;
    for (const auto& slot : slots_) slot->NoteShutdown();
  } else if (tag == &stop_) {
    stopping_ = true;
  } else {
    // A copy, since some tags go with their event.
    TakeEvent(*static_cast<const CallSlot::Tag*>(tag), ok);
  }
  if (resting_ < slots_.size()) return;
  if (!at_rest_.HasBeenNotified()) at_rest_.Notify();
  // gRPC aborts the process when a queue that is shut down is asked for
  // anything more, so this comes last.
  if (stopping_) queue_->Shutdown();
}

void CallQueue::TakeEvent(CallSlot::Tag tag, bool ok) {
  CallSlot* const slot = tag.slot;
  if (tag.event != CallSlot::Event::kArrived) {
    if (slot->Note(tag.event, ok)) Release(slot);
  } else if (ok) {
    waiting_.push_back(slot);
    if (std::unique_ptr<CallSlot> further = slot->Arrived()) {
      slots_.push_back(std::move(further));
      Release(slots_.back().get());
    }
  } else {
    slot->GiveUp();
    ++resting_;
  }
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
    if (announced_) slot->NoteShutdown();
    if (waiting_.empty()) return;
    if (const absl::Time now = hooks_->now(); now - looked > kLookAgainAfter) {
      TakeWhatIsThere();
      looked = now;
    }
  }
}

}  // namespace rpc
}  // namespace knead
