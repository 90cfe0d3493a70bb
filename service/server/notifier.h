#ifndef KNEAD_SERVICE_SERVER_NOTIFIER_H_
#define KNEAD_SERVICE_SERVER_NOTIFIER_H_

#include <functional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace knead {

// Tells the service manager how the process is doing, in the words of
// sd_notify(3). Thread-safe.
class Notifier {
 public:
  // Sends one message, lines of `NAME=value`.
  using Send = std::function<void(const std::string& message)>;

  explicit Notifier(Send send);

  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;

  // It serves: after its start and after each Reloading(). `status` is one line
  // for people. Nothing once it stops, as with Reloading().
  void Ready(absl::string_view status);

  // It takes up other content or configuration, and goes on serving.
  void Reloading();

  // It stops. Nothing but Alive() is told after it.
  void Stopping();

  // It works. To be told at least once in each watchdog time.
  void Alive();

 private:
  void SendUnlessStopping(const std::string& message);

  const Send send_;
  absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
};

// Sends to systemd, or whoever listens to the socket that the environment
// variable NOTIFY_SOCKET names. Does nothing without the variable.
void SendToServiceManager(const std::string& message);

// Within which time the service manager wants to be told that the process
// works, as WATCHDOG_USEC says. Nothing when it does not want it.
absl::optional<absl::Duration> WatchdogTime();

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_NOTIFIER_H_
