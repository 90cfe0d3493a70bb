#ifndef KNEAD_SERVICE_RPC_TRANSPORT_CALL_SLOT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_CALL_SLOT_H_

#include <cstddef>

namespace knead {
namespace rpc {

class SlotPool;

// A place for one call at a time on a completion queue. A slot waits for a
// call, holds it until it is over, and is then free to wait again.
//
// The thread of the queue alone uses a slot.
class CallSlot {
 public:
  // What comes out of the completion queue: an event of a slot.
  enum class Event {
    kArrived,  // A call came, or, if not ok, the server is shutting down.
    kRead,     // A message of a stream came, or, if not ok, none will.
    kWrote,    // A message of a stream was sent, or could not be.
    kSent,     // The status, and the answer of a unary call, was sent or lost.
    kDone,     // The call is over: answered, or the caller has gone.
    kWoke,     // A stream's alarm went off, or, if not ok, was cancelled.
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
  virtual void Await() = 0;

  // Gives the wait up, after kArrived that was not ok.
  virtual void GiveUp() = 0;

  // Notes kArrived. True if the call waits for its turn; false if it was
  // refused, or was answered there and then.
  virtual bool Arrived() = 0;

  // Works on the call that arrived, when it has its turn.
  virtual void Work() = 0;

  // Notes any other event. True if it was the last one: the slot is free.
  virtual bool Note(Event event, bool ok) = 0;

  // The server is about to stop.
  virtual void NoteShutdown() {}

  // The tag to give to gRPC, for every event but kWoke: that one's is made
  // along with an alarm, so that a slot without one does not pay for it.
  void* tag(Event event) { return &tags_[static_cast<int>(event)]; }

  // The pool that it belongs to, and its place there.
  SlotPool* pool() const { return pool_; }
  size_t place() const { return place_; }
  void set_home(SlotPool* pool, size_t place) {
    pool_ = pool;
    place_ = place;
  }

 private:
  SlotPool* pool_ = nullptr;
  size_t place_ = 0;
  Tag tags_[5] = {{this, Event::kArrived},
                  {this, Event::kRead},
                  {this, Event::kWrote},
                  {this, Event::kSent},
                  {this, Event::kDone}};
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_CALL_SLOT_H_
