#ifndef KNEAD_SERVICE_SERVER_GRPC_LOG_H_
#define KNEAD_SERVICE_SERVER_GRPC_LOG_H_

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "spdlog/logger.h"

namespace knead {

// Least time between two lines about errors at one place of gRPC's code.
inline constexpr absl::Duration kGrpcLogInterval = absl::Seconds(10);

// Says in the log where gRPC met with errors, in one line for many of them:
// anybody who can connect can cause as many as they like, for instance by
// saying something else than TLS. Each line has the number of those at its
// place that were left out since the last one. Thread-safe.
class GrpcLog {
 public:
  explicit GrpcLog(std::function<absl::Time()> clock = absl::Now)
      : clock_(std::move(clock)) {}

  GrpcLog(const GrpcLog&) = delete;
  GrpcLog& operator=(const GrpcLog&) = delete;

  // There was an error at that line of that file.
  void Error(absl::string_view file, int line, spdlog::logger& log);

 private:
  struct Place {
    absl::Time next = absl::InfinitePast();
    int64_t left_out = 0;
  };

  const std::function<absl::Time()> clock_;
  absl::Mutex mutex_;
  // By file and line: as many as gRPC's code has.
  absl::flat_hash_map<std::pair<std::string, int>, Place> places_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_GRPC_LOG_H_
