#include "service/server/overload_log.h"

namespace knead {

void OverloadLog::Refused() {
  const int64_t refused = ++refused_;
  const absl::Time now = clock_();
  int64_t next = next_;
  if (absl::ToUnixNanos(now) < next) return;
  // Of several threads one writes the line.
  if (!next_.compare_exchange_strong(
          next, absl::ToUnixNanos(now + kOverloadLogInterval))) {
    return;
  }
  log_->warn(R"("event":"overloaded","refused":{})", refused);
}

}  // namespace knead
