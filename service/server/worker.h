#ifndef KNEAD_SERVICE_SERVER_WORKER_H_
#define KNEAD_SERVICE_SERVER_WORKER_H_

#include <functional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace knead {

// Runs one task on a thread of its own, each time that it is asked to.
// Thread-safe.
class Worker {
 public:
  explicit Worker(std::function<void()> task);

  // Waits for a task that runs; one that has not begun may be left out.
  ~Worker();

  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Asks for the task and returns at once. Asked again before it has begun, it
  // runs once; asked while it runs, it runs once more.
  void Request();

 private:
  void Run();

  const std::function<void()> task_;
  absl::Mutex mutex_;
  bool requested_ ABSL_GUARDED_BY(mutex_) = false;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  // Behind what it uses, so that it is started last.
  std::thread thread_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_WORKER_H_
