#include "service/rpc/transport/call_queue.h"

#include <algorithm>
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

// Most events that are taken in at one look, so that work goes on however fast
// calls arrive.
constexpr int kMostAtOneLook = 256;

// Polls without an event, one after the other, that end a look which found
// something while the server was full. One shows little: gRPC reads one
// connection at each poll, and what it reads may be no event, as the answer to
// a ping, while calls wait on other connections. Then those would wait behind
// the work, for many of its turns, before they could be refused. While there is
// room for them they would wait in any case, and one quiet poll ends the look.
constexpr int kQuietPolls = 4;

// Streams and calls of unknown methods that a queue is ready to take in between
// two looks. They are rarer than unary calls.
constexpr size_t kReadyStreams = 1;
constexpr size_t kReadyUnknown = 4;

}  // namespace

CallQueue::CallQueue(std::unique_ptr<grpc::ServerCompletionQueue> queue,
                     const CallHooks* hooks, Admission* admission)
    : queue_(std::move(queue)), hooks_(hooks), admission_(admission) {}

CallQueue::~CallQueue() {
  if (thread_.joinable()) Stop();
}

void CallQueue::Serve(RawService* service, int ready) {
  Admission* const admission =
      service->answers_at_once() ? nullptr : admission_;
  for (size_t method = 0; method < service->unary_count(); ++method) {
    pools_.push_back(std::make_unique<SlotPool>(
        static_cast<size_t>(ready), [this, service, method, admission] {
          return std::make_unique<UnarySlot>(service, method, hooks_, admission,
                                             queue_.get());
        }));
  }
  for (size_t method = 0; method < service->stream_count(); ++method) {
    auto shared = std::make_shared<StreamSlot::Method>(StreamSlot::Method{
        service, method, hooks_, admission, queue_.get(), /*open=*/0});
    pools_.push_back(
        std::make_unique<SlotPool>(kReadyStreams, [shared = std::move(shared)] {
          return std::make_unique<StreamSlot>(shared);
        }));
  }
}

void CallQueue::ServeUnknownMethods(grpc::AsyncGenericService* service) {
  pools_.push_back(std::make_unique<SlotPool>(kReadyUnknown, [this, service] {
    return std::make_unique<UnknownMethodSlot>(service, hooks_, queue_.get());
  }));
}

void CallQueue::Start() {
  for (const auto& pool : pools_) pool->Fill();
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
    if (IsWaiting()) WorkOnWaiting();
  }
}

void CallQueue::Take(void* tag, bool ok) {
  if (tag == &shutdown_) {
    announced_ = true;
    for (const auto& pool : pools_) pool->NoteShutdown();
  } else if (tag == &stop_) {
    stopping_ = true;
    for (const auto& pool : pools_) pool->Stop();
  } else {
    // A copy, since some tags go with their event.
    TakeEvent(*static_cast<const CallSlot::Tag*>(tag), ok);
  }
  NoteRest();
}

void CallQueue::NoteRest() {
  if (!IsAtRest()) return;
  if (!at_rest_.HasBeenNotified()) at_rest_.Notify();
  // gRPC aborts the process when a queue that is shut down is asked for
  // anything more, so this comes last.
  if (stopping_) queue_->Shutdown();
}

void CallQueue::TakeEvent(CallSlot::Tag tag, bool ok) {
  CallSlot* const slot = tag.slot;
  if (tag.event == CallSlot::Event::kRead && ok) {
    // A message is work, and has its turn like a call.
    messages_.push_back(tag);
  } else if (tag.event != CallSlot::Event::kArrived) {
    Note(tag, ok);
  } else if (ok) {
    slot->pool()->Took();
    if (slot->Arrived()) {
      calls_.push_back(tag);
    } else if (announced_) {
      slot->NoteShutdown();
    }
  } else {
    closing_ = true;
    slot->pool()->GiveUp(slot);
  }
}

void CallQueue::Note(CallSlot::Tag tag, bool ok) {
  if (tag.slot->Note(tag.event, ok)) tag.slot->pool()->Free(tag.slot);
}

bool CallQueue::IsAtRest() const {
  if (!closing_ && !stopping_) return false;
  return std::all_of(pools_.begin(), pools_.end(),
                     [](const auto& pool) { return pool->active() == 0; });
}

bool CallQueue::IsFull() const {
  return admission_ != nullptr && admission_->IsFullOfCalls();
}

void CallQueue::TakeWhatIsThere() {
  void* tag = nullptr;
  bool ok = false;
  int patience = 1;
  for (int i = 0; i < kMostAtOneLook; ++i) {
    if (queue_->AsyncNext(&tag, &ok, gpr_inf_past(GPR_CLOCK_REALTIME)) ==
        grpc::CompletionQueue::GOT_EVENT) {
      Take(tag, ok);
      patience = IsFull() ? kQuietPolls : 1;
    } else if (--patience == 0) {
      return;
    }
  }
}

CallSlot::Tag CallQueue::NextTurn() {
  was_call_ = messages_.empty() || (!calls_.empty() && !was_call_);
  std::deque<CallSlot::Tag>& from = was_call_ ? calls_ : messages_;
  const CallSlot::Tag turn = from.front();
  from.pop_front();
  return turn;
}

void CallQueue::WorkOnWaiting() {
  // A caller that has gone is reported behind its call. So before work begins,
  // and whenever it has gone on for long, what has arrived is taken in.
  TakeWhatIsThere();
  absl::Time looked = hooks_->now();
  while (IsWaiting()) {
    WorkOn(NextTurn());
    if (!IsWaiting()) return;
    if (const absl::Time now = hooks_->now(); now - looked > kLookAgainAfter) {
      TakeWhatIsThere();
      looked = now;
    }
  }
}

void CallQueue::WorkOn(const CallSlot::Tag& turn) {
  if (turn.event == CallSlot::Event::kRead) {
    Note(turn, /*ok=*/true);
    NoteRest();
    return;
  }
  turn.slot->Work();
  if (announced_) turn.slot->NoteShutdown();
}

}  // namespace rpc
}  // namespace knead
