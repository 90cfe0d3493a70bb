#include "service/rpc/transport/stream_count.h"

namespace knead {
namespace rpc {

StreamToken StreamCount::Add() {
  {
    const absl::MutexLock lock(&mutex_);
    ++count_;
  }
  return StreamToken(
      this, [self = shared_from_this()](const void*) { self->Remove(); });
}

bool StreamCount::AwaitNone(absl::Time deadline) {
  const absl::MutexLock lock(&mutex_);
  return mutex_.AwaitWithDeadline(absl::Condition(this, &StreamCount::None),
                                  deadline);
}

void StreamCount::Remove() {
  const absl::MutexLock lock(&mutex_);
  --count_;
}

}  // namespace rpc
}  // namespace knead
