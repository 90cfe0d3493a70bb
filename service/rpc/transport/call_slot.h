#ifndef KNEAD_SERVICE_RPC_TRANSPORT_CALL_SLOT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_CALL_SLOT_H_

namespace knead {
namespace rpc {

// A place for one call at a time on a completion queue. A slot waits for a
// call, holds it until the answer is sent, and is then free to wait again.
//
// The thread of the queue alone uses a slot.
class CallSlot {
 public:
  // What comes out of the completion queue: an event of a slot.
  enum class Event {
    kArrived,  // A call came, or, if not ok, the server is shutting down.
    kSent,     // The answer was handed to the connection, or could not be.
    kDone,     // The call is over: answered, or the caller has gone.
  };
  struct Tag {
    CallSlot* slot;
    Event event;
  };

  CallSlot() = default;
  virtual ~CallSlot() = default;

  CallSlot(const CallSlot&) = delete;
  CallSlot& operator=(const CallSlot&) = delete;

  // Waits for the next call. The slot must be new or free.
  void Await() {
    cancelled_ = false;
    events_to_come_ = 2;
    Open();
  }

  // Gives the wait up, after gRPC has said that no call will come.
  void GiveUp() { Close(); }

  // Answers the call that arrived.
  virtual void Work() = 0;

  // Notes kDone. Before kSent it means that the caller has gone.
  void NoteDone() { cancelled_ = WasCancelled(); }

  // Counts kSent and kDone, which come in either order. True at the second: the
  // slot is free.
  bool CountDown() {
    if (--events_to_come_ > 0) return false;
    Close();
    return true;
  }

 protected:
  // Whether the caller is known to have gone.
  bool cancelled() const { return cancelled_; }

  // The tags to give to gRPC.
  void* arrived() { return &arrived_; }
  void* sent() { return &sent_; }
  void* done() { return &done_; }

 private:
  // Makes what a call needs and asks gRPC for one.
  virtual void Open() = 0;
  // Frees what the call needed.
  virtual void Close() = 0;
  // Whether gRPC says that the call was cancelled; known after kDone.
  virtual bool WasCancelled() const = 0;

  Tag arrived_{this, Event::kArrived};
  Tag sent_{this, Event::kSent};
  Tag done_{this, Event::kDone};
  bool cancelled_ = false;
  int events_to_come_ = 0;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_CALL_SLOT_H_
