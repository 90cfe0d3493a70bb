#ifndef KNEAD_SERVICE_RPC_TRANSPORT_CALL_QUEUE_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_CALL_QUEUE_H_

#include <cstddef>
#include <deque>
#include <memory>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "grpcpp/alarm.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/async_generic_service.h"
#include "service/rpc/transport/admission.h"
#include "service/rpc/transport/call_slot.h"
#include "service/rpc/transport/invoke.h"
#include "service/rpc/transport/raw_service.h"
#include "service/rpc/transport/slot_pool.h"

namespace knead {
namespace rpc {

// One completion queue with the one thread that serves it. The thread takes
// calls in, runs their handlers and sends the answers; no other thread touches
// them, so there is no lock on the way of a call.
//
// A call is taken in when it arrives. Then it waits for its turn, if there is
// room for it, or else is refused there and then, before anything that waits is
// worked on. The messages of streams wait apart, and calls and messages have
// their turns by turns, so that neither waits for all of the others. What waits
// is bounded by the limits of `admission`: its calls, and a message of each of
// its streams.
class CallQueue {
 public:
  // `hooks` and `admission` must outlive this object.
  CallQueue(std::unique_ptr<grpc::ServerCompletionQueue> queue,
            const CallHooks* hooks, Admission* admission);

  // Stops, if it was started.
  ~CallQueue();

  CallQueue(const CallQueue&) = delete;
  CallQueue& operator=(const CallQueue&) = delete;

  // Serves the methods of `service`, ready to take in `ready` calls of each
  // unary one. `service` must outlive this object. To be called before Start().
  void Serve(RawService* service, int ready);

  // Serves calls of methods that no service has. `service` must outlive this
  // object. To be called before Start().
  void ServeUnknownMethods(grpc::AsyncGenericService* service);

  // Starts the thread. The server must have been started.
  void Start();

  // Tells the streams that the server is about to stop. To be called once.
  void AnnounceShutdown();

  // Waits until the queue holds no call and takes no more, at most until
  // `deadline`. True if it is so. It comes to that when the server shuts down.
  bool AwaitRest(absl::Time deadline);

  // Ends the thread and drains the queue. The server must have been shut down.
  void Stop();

 private:
  void Run();
  void Take(void* tag, bool ok);
  void TakeEvent(CallSlot::Tag tag, bool ok);
  // Notes an event of a call that is under way.
  void Note(CallSlot::Tag tag, bool ok);
  // Takes in what has arrived, without waiting for more.
  void TakeWhatIsThere();
  // Whether calls that come now are refused.
  bool IsFull() const;
  bool IsWaiting() const { return !calls_.empty() || !messages_.empty(); }
  // Takes out what has its turn. Something must be waiting.
  CallSlot::Tag NextTurn();
  void WorkOnWaiting();
  void WorkOn(const CallSlot::Tag& turn);
  // Says so if it holds no call and takes none.
  void NoteRest();
  bool IsAtRest() const;

  std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  const CallHooks* const hooks_;
  Admission* const admission_;
  // Where what other threads have to say comes out of the queue.
  grpc::Alarm shutdown_;
  grpc::Alarm stop_;
  std::vector<std::unique_ptr<SlotPool>> pools_;
  // What arrived and has not been worked on, first come first: calls, with
  // streams to be opened, and messages of streams.
  std::deque<CallSlot::Tag> calls_;
  std::deque<CallSlot::Tag> messages_;
  // Whether the last turn was a call's.
  bool was_call_ = false;
  // Whether the streams have been told that the server is about to stop.
  bool announced_ = false;
  // Whether gRPC gives no more calls, or none is asked for any more. Like what
  // stands above, touched by the thread only.
  bool closing_ = false;
  bool stopping_ = false;
  absl::Notification at_rest_;
  std::thread thread_;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_CALL_QUEUE_H_
