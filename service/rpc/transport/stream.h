#ifndef KNEAD_SERVICE_RPC_TRANSPORT_STREAM_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_STREAM_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/rpc/transport/call_context.h"
#include "service/rpc/transport/payload.h"

namespace knead {
namespace rpc {

// The way back to the caller of a streaming method. Any thread may use it, and
// it may be used from within a StreamHandler. After the end of the stream it
// does nothing.
class Stream {
 public:
  virtual ~Stream() = default;

  // Sends one message behind those that were sent before.
  virtual void Send(Payload message) = 0;

  // Ends the stream once all messages are sent. The first end counts. A client
  // that takes none of them for StreamLimits::kMaxUnread gets no more: the
  // stream is cancelled.
  virtual void Finish(absl::Status status) = 0;

  // Asks for one call of StreamHandler::OnWake() once `time` has come by the
  // clock of CallHooks. A later WakeAt() replaces the former time, whether it
  // is earlier or later; absl::InfiniteFuture() takes it back. A time that has
  // passed wakes at once, yet never from within WakeAt().
  virtual void WakeAt(absl::Time time) = 0;
};

// What answers one stream. Its functions run on the thread that serves the
// stream, one at a time; like handlers of unary methods they must not block. It
// is destroyed on that thread when the stream is over, however it ended.
class StreamHandler {
 public:
  virtual ~StreamHandler() = default;

  // The caller sent a message, whose bytes are valid during this call. The next
  // one is not read before at most StreamLimits::kMaxUnsent messages wait to be
  // sent, fewer when all streams together hold
  // AdmissionLimits::max_unsent_bytes.
  virtual void OnMessage(absl::string_view message) = 0;

  // The caller will send no further message: it awaits the end of the stream,
  // or it has gone.
  virtual void OnHalfClose() = 0;

  // The time of the last Stream::WakeAt() has come. No further call follows
  // unless WakeAt() asks for it.
  virtual void OnWake() {}

  // The server is about to stop. It waits for the stream until its grace is
  // over, so a stream that has no end of its own ends itself here.
  virtual void OnShutdown() {}
};

struct StreamLimits {
  // Most messages that may wait to be sent before the next one is read.
  static constexpr int kMaxUnsent = 16;
  // How long a stream that has ended waits for its client to take the next
  // message.
  static constexpr absl::Duration kMaxUnread = absl::Minutes(1);
  // Most streams at once of one method that is answered at once
  // (ServiceTable::AnswerAtOnce()), on one queue. AdmissionLimits has no say in
  // those.
  static constexpr int kMaxUncounted = 1024;
};

// Makes the handler of a new stream, or refuses the stream with an error. It
// runs on the threads that serve calls, several at once. `context` is valid
// during this call; `stream` may be kept.
using OpenStream = std::function<absl::StatusOr<std::unique_ptr<StreamHandler>>(
    CallContext& context, std::shared_ptr<Stream> stream)>;

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_STREAM_H_
