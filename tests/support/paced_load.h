#ifndef KNEAD_TESTS_SUPPORT_PACED_LOAD_H_
#define KNEAD_TESTS_SUPPORT_PACED_LOAD_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/status.h"

namespace knead {

// What became of the calls of a load.
struct LoadResult {
  // From when a call was due to its end, of calls that were answered with OK.
  std::vector<absl::Duration> answered;
  // The same of those that were refused with RESOURCE_EXHAUSTED.
  std::vector<absl::Duration> refused;
  // How many ended otherwise, by the code.
  std::map<grpc::StatusCode, int64_t> others;
  // From the first start to the last one.
  absl::Duration time;

  size_t size() const;
};

// The time that a share of the calls does not exceed, 0 to 1. The list must not
// be empty.
absl::Duration Quantile(std::vector<absl::Duration> times, double share);

// Calls one method from one thread, without pause.
class PacedLoad {
 public:
  // `connections` are taken in turn.
  PacedLoad(std::vector<std::shared_ptr<grpc::Channel>> connections,
            std::string path, const std::string& request);

  // Starts `rate` calls a second for `duration`, however many are under way,
  // and waits until all have ended. `each_second` is called meanwhile.
  LoadResult AtRate(double rate, absl::Duration duration,
                    const std::function<void()>& each_second);

  // Keeps `count` calls under way for `duration`.
  LoadResult AtOnce(int count, absl::Duration duration);

 private:
  struct Call;

  void Start(absl::Time due);
  // Takes an end in, if there is one. True if there was.
  bool Take();

  const std::vector<std::shared_ptr<grpc::Channel>> connections_;
  const std::string path_;
  grpc::ByteBuffer request_;
  grpc::CompletionQueue queue_;
  size_t next_ = 0;
  int64_t under_way_ = 0;
  LoadResult result_;
};

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_PACED_LOAD_H_
