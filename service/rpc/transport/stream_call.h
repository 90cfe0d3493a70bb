#ifndef KNEAD_SERVICE_RPC_TRANSPORT_STREAM_CALL_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_STREAM_CALL_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "grpcpp/alarm.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/async_stream.h"
#include "grpcpp/support/byte_buffer.h"
#include "service/rpc/transport/admission.h"
#include "service/rpc/transport/call_slot.h"
#include "service/rpc/transport/invoke.h"
#include "service/rpc/transport/payload.h"
#include "service/rpc/transport/stream.h"

namespace knead {
namespace rpc {

// One stream over gRPC. Apart from the functions of Stream it belongs to the
// thread of its queue. Handlers are called without the lock, so that they may
// send.
class StreamCall final : public Stream,
                         public std::enable_shared_from_this<StreamCall> {
 public:
  // What gRPC needs for the stream. It lives until the stream is over.
  struct Wire {
    grpc::ServerContext context;
    grpc::ServerAsyncReaderWriter<grpc::ByteBuffer, grpc::ByteBuffer> stream{
        &context};
    grpc::ByteBuffer incoming;
  };

  // `path`, `hooks` and `admission` must outlive this object. `queue` and
  // `slot`, whose events come out of it, must do so until the stream is over.
  // `admission` counts what the stream holds unsent; null: nobody does.
  StreamCall(absl::string_view path, const CallHooks* hooks,
             Admission* admission, grpc::ServerCompletionQueue* queue,
             CallSlot* slot)
      : path_(path),
        hooks_(hooks),
        admission_(admission),
        queue_(queue),
        slot_(slot) {}

  void Send(Payload message) override;
  void Finish(absl::Status status) override;
  void WakeAt(absl::Time time) override;

  // For gRPC, before the stream has arrived.
  Wire* wire() ABSL_NO_THREAD_SAFETY_ANALYSIS { return wire_.get(); }

  // The stream arrived, and has its turn.
  void Open(const OpenStream& open);

  // The stream arrived, and there is no room for it.
  void Refuse(const absl::Status& status);

  // What came out of the queue. Each returns true if it was the last: the
  // stream is over, and nothing more will come.
  bool OnRead(bool ok);
  bool OnWrote(bool ok);
  bool OnSent();
  bool OnDone();
  bool OnWoke();

  // The server is about to stop.
  void OnShutdown();

 private:
  // What a stream that is to be woken needs. gRPC takes an alarm again only
  // when its event has come out of the queue.
  struct Timer {
    CallSlot::Tag tag;
    grpc::Alarm alarm;
    // When to wake the handler; or, once the stream has ended, when its client
    // has had long enough to take what was sent.
    absl::Time wanted = absl::InfiniteFuture();
    // Whether the alarm is set and its event has not come out yet, and for when
    // it was set.
    bool set = false;
    absl::Time set_for;
  };

  // Makes the handler, or says why there is none.
  absl::Status MakeHandler(const OpenStream& open);
  // Calls a function of the handler. What it throws ends the stream.
  template <typename Function>
  void Tell(Function function);
  void End(absl::Status status) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Has an ended stream wait for its client no longer than it may, from now on;
  // for no time at all if there is nothing to wait for.
  void LimitWait() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Starts what can be started.
  void Pump() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Whether another message may be read, for what is held unsent.
  bool HasRoom() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Counts bytes that are held until they are sent, or, less than 0, are not
  // held any more.
  void Hold(int64_t bytes) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Leaves out what has not been given to gRPC.
  void DropUnsent() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Makes what an alarm needs, unless it is there.
  void NeedTimer() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Sees to it that the alarm goes off when it is wanted, or before: then it is
  // set again.
  void SetAlarm() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Frees everything if the stream is over. True if it is.
  bool CloseIfOver();

  const absl::string_view path_;
  const CallHooks* const hooks_;
  Admission* const admission_;
  grpc::ServerCompletionQueue* const queue_;
  CallSlot* const slot_;
  // These belong to the thread of the queue.
  std::unique_ptr<StreamHandler> handler_;
  absl::Time start_;
  std::string caller_;
  // What is known of it so far; what is sent is counted below.
  CallRecord record_;

  absl::Mutex mutex_;
  std::unique_ptr<Wire> wire_ ABSL_GUARDED_BY(mutex_) =
      std::make_unique<Wire>();
  std::deque<Payload> unsent_ ABSL_GUARDED_BY(mutex_);
  // Of those, and of the one that is being written.
  int64_t held_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t writing_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  // None before the first WakeAt(): most streams need none.
  std::unique_ptr<Timer> timer_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_out_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t messages_out_ ABSL_GUARDED_BY(mutex_) = 0;
  // How the stream ends, once that is known.
  absl::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);
  bool opened_ ABSL_GUARDED_BY(mutex_) = false;
  bool half_closed_ ABSL_GUARDED_BY(mutex_) = false;
  // What gRPC has been asked for and has not answered yet.
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool finishing_ ABSL_GUARDED_BY(mutex_) = false;
  // The events that every stream ends with.
  bool sent_ ABSL_GUARDED_BY(mutex_) = false;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_STREAM_CALL_H_
