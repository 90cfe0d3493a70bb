#ifndef KNEAD_SERVICE_RPC_TRANSPORT_SLOT_POOL_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_SLOT_POOL_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "service/rpc/transport/call_slot.h"

namespace knead {
namespace rpc {

// The slots for the calls of one method on one queue. Whatever the others hold,
// a fixed number of them waits for calls, so that each call is taken in when it
// arrives: what nobody took in would wait inside gRPC, where nothing limits how
// many there are.
//
// It has as many slots as there are calls at once. Slots that are free are used
// again; most of them go once there are many.
//
// The thread of the queue alone uses a pool.
class SlotPool {
 public:
  using Make = std::function<std::unique_ptr<CallSlot>()>;

  // Most free slots that are kept.
  static constexpr size_t kMaxFree = 64;

  // `ready` slots wait for calls, 1 or more, each made by `make`.
  SlotPool(size_t ready, Make make) : ready_(ready), make_(std::move(make)) {}

  SlotPool(const SlotPool&) = delete;
  SlotPool& operator=(const SlotPool&) = delete;

  // Lets slots wait until as many do as should.
  void Fill();

  // A slot that waited has a call now.
  void Took();

  // A slot that waited gives that up, since the server is shutting down.
  void GiveUp(CallSlot* slot);

  // The call of the slot is over. The slot may be gone after this.
  void Free(CallSlot* slot);

  // From now on no slot begins to wait.
  void Stop() { stopped_ = true; }

  // How many slots wait for a call or hold one.
  size_t active() const { return slots_.size() - free_.size(); }

  // How many slots there are.
  size_t size() const { return slots_.size(); }

  void NoteShutdown();

 private:
  CallSlot* Unused();

  const size_t ready_;
  const Make make_;
  std::vector<std::unique_ptr<CallSlot>> slots_;
  std::vector<CallSlot*> free_;
  size_t waiting_ = 0;
  bool stopped_ = false;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_SLOT_POOL_H_
