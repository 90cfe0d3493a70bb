#ifndef KNEAD_SERVICE_SESSION_EVENT_RATE_H_
#define KNEAD_SERVICE_SESSION_EVENT_RATE_H_

#include <algorithm>

#include "absl/time/time.h"
#include "service/session/limits.h"

namespace knead {

// Lets kMaxEventBurst events through at once, and kMaxEventsPerSecond for each
// second after that. Not thread-safe.
class EventRate {
 public:
  // `start` is not later than the first event.
  explicit EventRate(absl::Time start) : last_(start) {}

  // Whether one more event may come at `now`.
  bool Take(absl::Time now) {
    if (now > last_) {
      credit_ = std::min<double>(
          kMaxEventBurst,
          credit_ + absl::ToDoubleSeconds(now - last_) * kMaxEventsPerSecond);
      last_ = now;
    }
    if (credit_ < 1) return false;
    credit_ -= 1;
    return true;
  }

 private:
  double credit_ = kMaxEventBurst;
  absl::Time last_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_EVENT_RATE_H_
