#ifndef KNEAD_SERVICE_RPC_TRANSPORT_STREAM_COUNT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_STREAM_COUNT_H_

#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace knead {
namespace rpc {

// What a stream holds as long as it lives, so that a server that shuts down
// can wait for it. Copies stand for the same stream.
using StreamToken = std::shared_ptr<const void>;

// Counts the streams that are under way. Thread-safe.
class StreamCount : public std::enable_shared_from_this<StreamCount> {
 public:
  // Counts one stream more, until the token and its copies are gone.
  StreamToken Add();

  // Waits until no stream is under way, at most until `deadline`. True if none
  // is.
  bool AwaitNone(absl::Time deadline);

 private:
  void Remove();
  bool None() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return count_ == 0; }

  absl::Mutex mutex_;
  int count_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_STREAM_COUNT_H_
