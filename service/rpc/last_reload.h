#ifndef KNEAD_SERVICE_RPC_LAST_RELOAD_H_
#define KNEAD_SERVICE_RPC_LAST_RELOAD_H_

#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/optional.h"
#include "knead/v1/lookup_service.pb.h"

namespace knead {
namespace rpc {

// How the last reload of the content went, from who reloads it to who is asked
// for it. Thread-safe.
class LastReload {
 public:
  // Nothing before the first Set().
  absl::optional<v1::ContentReload> Get() const {
    absl::MutexLock lock(&mutex_);
    return reload_;
  }

  void Set(v1::ContentReload reload) {
    absl::MutexLock lock(&mutex_);
    reload_ = std::move(reload);
  }

 private:
  mutable absl::Mutex mutex_;
  absl::optional<v1::ContentReload> reload_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_LAST_RELOAD_H_
