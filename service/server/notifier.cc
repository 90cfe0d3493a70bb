#include "service/server/notifier.h"

#include <systemd/sd-daemon.h>

#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"

namespace knead {

Notifier::Notifier(Send send) : send_(std::move(send)) {}

void Notifier::Ready(absl::string_view status) {
  SendUnlessStopping(absl::StrCat("READY=1\nSTATUS=", status));
}

void Notifier::Reloading() {
  SendUnlessStopping("RELOADING=1\nSTATUS=Reloading");
}

void Notifier::Stopping() {
  absl::MutexLock lock(&mutex_);
  if (stopping_) return;
  stopping_ = true;
  send_("STOPPING=1\nSTATUS=Finishing calls");
}

void Notifier::Alive() { send_("WATCHDOG=1"); }

void Notifier::SendUnlessStopping(const std::string& message) {
  absl::MutexLock lock(&mutex_);
  if (!stopping_) send_(message);
}

void SendToServiceManager(const std::string& message) {
  // What cannot be sent is missed by its receiver, who acts on that.
  sd_notify(/*unset_environment=*/0, message.c_str());
}

absl::optional<absl::Duration> WatchdogTime() {
  uint64_t microseconds = 0;
  if (sd_watchdog_enabled(/*unset_environment=*/0, &microseconds) <= 0) {
    return absl::nullopt;
  }
  return absl::Microseconds(microseconds);
}

}  // namespace knead
