#ifndef KNEAD_SERVICE_SERVER_MEMORY_TRIMMER_H_
#define KNEAD_SERVICE_SERVER_MEMORY_TRIMMER_H_

#include <functional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace knead {

// Gives memory that the process has freed back to the machine. glibc keeps it,
// so that without this a crowd of connections stays to be seen in the size of
// the process long after it has gone.
void TrimMemory();

// Does so again and again, on a thread of its own, until its end.
class MemoryTrimmer {
 public:
  // Calls `trim` once in each `interval`.
  MemoryTrimmer(absl::Duration interval, std::function<void()> trim);

  // Waits for a call under way.
  ~MemoryTrimmer();

  MemoryTrimmer(const MemoryTrimmer&) = delete;
  MemoryTrimmer& operator=(const MemoryTrimmer&) = delete;

 private:
  void Run();

  const absl::Duration interval_;
  const std::function<void()> trim_;
  absl::Mutex mutex_;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  // Behind what it uses.
  std::thread thread_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_MEMORY_TRIMMER_H_
