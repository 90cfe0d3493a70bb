#include "service/server/grpc_log.h"

namespace knead {

void GrpcLog::Error(absl::string_view file, int line, spdlog::logger& log) {
  int64_t left_out = 0;
  {
    const absl::MutexLock lock(&mutex_);
    Place& place = places_[{std::string(file), line}];
    const absl::Time now = clock_();
    if (now < place.next) {
      ++place.left_out;
      return;
    }
    place.next = now + kGrpcLogInterval;
    left_out = std::exchange(place.left_out, 0);
  }
  log.error(R"("event":"grpc","place":"{}:{}","left_out":{})",
            std::string(file), line, left_out);
}

}  // namespace knead
