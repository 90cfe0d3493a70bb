#include "service/server/watchdog.h"

#include <utility>

namespace knead {

Watchdog::Watchdog(absl::Duration interval, Callbacks callbacks)
    : interval_(interval), callbacks_(std::move(callbacks)) {}

Watchdog::~Watchdog() {
  {
    absl::MutexLock lock(&stop_mutex_);
    stop_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

void Watchdog::Start() {
  thread_ = std::thread([this] { Run(); });
}

void Watchdog::Beat() {
  absl::MutexLock lock(&beat_mutex_);
  const absl::Status status = checking_ ? callbacks_.check() : absl::OkStatus();
  if (status.ok() || !checking_) {
    callbacks_.feed();
  } else {
    callbacks_.failed(status);
  }
}

void Watchdog::Run() {
  while (true) {
    Beat();
    absl::MutexLock lock(&stop_mutex_);
    if (stop_mutex_.AwaitWithTimeout(absl::Condition(&stop_), interval_)) {
      return;
    }
  }
}

}  // namespace knead
