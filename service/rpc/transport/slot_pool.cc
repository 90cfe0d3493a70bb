#include "service/rpc/transport/slot_pool.h"

#include <utility>

namespace knead {
namespace rpc {

void SlotPool::Fill() {
  while (!stopped_ && waiting_ < ready_) {
    ++waiting_;
    Unused()->Await();
  }
}

void SlotPool::Took() {
  --waiting_;
  Fill();
}

void SlotPool::GiveUp(CallSlot* slot) {
  --waiting_;
  slot->GiveUp();
  free_.push_back(slot);
}

void SlotPool::Free(CallSlot* slot) {
  if (free_.size() < kMaxFree) {
    free_.push_back(slot);
    return;
  }
  const size_t place = slot->place();
  if (place + 1 < slots_.size()) {
    std::swap(slots_[place], slots_.back());
    slots_[place]->set_home(this, place);
  }
  slots_.pop_back();
}

void SlotPool::NoteShutdown() {
  for (const auto& slot : slots_) slot->NoteShutdown();
}

CallSlot* SlotPool::Unused() {
  if (free_.empty()) {
    slots_.push_back(make_());
    slots_.back()->set_home(this, slots_.size() - 1);
    return slots_.back().get();
  }
  CallSlot* const slot = free_.back();
  free_.pop_back();
  return slot;
}

}  // namespace rpc
}  // namespace knead
