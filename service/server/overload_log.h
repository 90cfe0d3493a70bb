#ifndef KNEAD_SERVICE_SERVER_OVERLOAD_LOG_H_
#define KNEAD_SERVICE_SERVER_OVERLOAD_LOG_H_

#include <atomic>
#include <cstdint>
#include <functional>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "spdlog/logger.h"

namespace knead {

// Least time between two lines about calls that were refused for want of room.
inline constexpr absl::Duration kOverloadLogInterval = absl::Seconds(10);

// Says in the log that calls are refused, in one line for many of them. The
// line has the number of all calls and streams refused so far. Thread-safe.
class OverloadLog {
 public:
  // `log` must outlive this object.
  explicit OverloadLog(spdlog::logger* log,
                       std::function<absl::Time()> clock = absl::Now)
      : log_(log), clock_(std::move(clock)) {}

  // A call or a stream was refused.
  void Refused();

 private:
  spdlog::logger* const log_;
  const std::function<absl::Time()> clock_;
  std::atomic<int64_t> refused_{0};
  // When the next line may come, in nanoseconds since the epoch.
  std::atomic<int64_t> next_{0};
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_OVERLOAD_LOG_H_
