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
#include "service/rpc/transport/call_slot.h"
#include "service/rpc/transport/invoke.h"
#include "service/rpc/transport/raw_service.h"

namespace knead {
namespace rpc {

// One completion queue with the one thread that serves it. The thread takes
// calls in, runs their handlers and sends the answers; no other thread touches
// them, so there is no lock on the way of a call.
//
// The queue holds no more unary calls than it has slots for them; further ones
// wait inside gRPC until a slot is free.
class CallQueue {
 public:
  // `hooks` must outlive this object.
  CallQueue(std::unique_ptr<grpc::ServerCompletionQueue> queue,
            const CallHooks* hooks);

  // Stops, if it was started.
  ~CallQueue();

  CallQueue(const CallQueue&) = delete;
  CallQueue& operator=(const CallQueue&) = delete;

  // Makes `slots` slots for each unary method of `service`, and one for each
  // streaming method to begin with. `service` must outlive this object. To be
  // called before Start().
  void Serve(RawService* service, int slots);

  // Makes `slots` slots for calls of methods that no service has. `service`
  // must outlive this object. To be called before Start().
  void ServeUnknownMethods(grpc::AsyncGenericService* service, int slots);

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
  // Lets a free slot wait for the next call, or rest, if the queue stops.
  void Release(CallSlot* slot);
  // Takes in all that has arrived, without waiting for more.
  void TakeWhatIsThere();
  void WorkOnWaiting();

  std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  const CallHooks* const hooks_;
  // Where what other threads have to say comes out of the queue.
  grpc::Alarm shutdown_;
  grpc::Alarm stop_;
  std::vector<std::unique_ptr<CallSlot>> slots_;
  // Calls that arrived and have not been worked on, first come first.
  std::deque<CallSlot*> waiting_;
  // Whether the streams have been told that the server is about to stop.
  bool announced_ = false;
  // Whether free slots are to rest. Like what stands above, touched by the
  // thread only.
  bool stopping_ = false;
  // How many slots neither wait for a call nor hold one.
  size_t resting_ = 0;
  absl::Notification at_rest_;
  std::thread thread_;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_CALL_QUEUE_H_
