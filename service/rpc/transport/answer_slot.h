#ifndef KNEAD_SERVICE_RPC_TRANSPORT_ANSWER_SLOT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_ANSWER_SLOT_H_

#include "service/rpc/transport/call_slot.h"

namespace knead {
namespace rpc {

// A slot for calls that are answered at once, when they have their turn: so the
// events kSent and kDone follow, in either order.
class AnswerSlot : public CallSlot {
 public:
  void Await() final {
    cancelled_ = false;
    events_to_come_ = 2;
    Open();
  }

  void GiveUp() final { Close(); }

  bool Note(Event event, bool /*ok*/) final {
    if (event == Event::kDone) cancelled_ = WasCancelled();
    if (--events_to_come_ > 0) return false;
    Close();
    return true;
  }

 protected:
  // Whether the caller is known to have gone.
  bool cancelled() const { return cancelled_; }

 private:
  // Makes what a call needs and asks gRPC for one.
  virtual void Open() = 0;
  // Frees what the call needed.
  virtual void Close() = 0;
  // Whether gRPC says that the call was cancelled; known after kDone.
  virtual bool WasCancelled() const = 0;

  bool cancelled_ = false;
  int events_to_come_ = 0;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_ANSWER_SLOT_H_
