#ifndef KNEAD_SERVICE_SERVER_WATCHDOG_H_
#define KNEAD_SERVICE_SERVER_WATCHDOG_H_

#include <atomic>
#include <functional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace knead {

// Tells the service manager that the server works, as long as it does. A server
// that looks alive and answers nobody is not told of, and so is restarted.
// Thread-safe.
class Watchdog {
 public:
  struct Callbacks {
    // OK while the server works.
    std::function<absl::Status()> check;
    // Tells that it works.
    std::function<void()> feed;
    // Is told why it does not.
    std::function<void(const absl::Status&)> failed;
  };

  // Beats once in each `interval` from Start() on. All callbacks run on the
  // thread of the watchdog, or on the one that calls Beat().
  Watchdog(absl::Duration interval, Callbacks callbacks);

  // Waits for a beat under way.
  ~Watchdog();

  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  // Beats at once and at every interval, on a thread of its own. To be called
  // once at most.
  void Start();

  // Checks, and feeds or tells why not.
  void Beat();

  // From here on it feeds without a check: a server that finishes its calls
  // takes no new ones, and its end has a time limit of its own. Does not wait
  // for a check under way, whose result no longer counts.
  void StopChecking() { checking_ = false; }

 private:
  void Run();

  const absl::Duration interval_;
  const Callbacks callbacks_;
  std::atomic<bool> checking_{true};
  // Held during a beat.
  absl::Mutex beat_mutex_;
  absl::Mutex stop_mutex_;
  bool stop_ ABSL_GUARDED_BY(stop_mutex_) = false;
  std::thread thread_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_WATCHDOG_H_
