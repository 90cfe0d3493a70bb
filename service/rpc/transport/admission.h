#ifndef KNEAD_SERVICE_RPC_TRANSPORT_ADMISSION_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_ADMISSION_H_

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/support/status.h"

namespace knead {
namespace rpc {

struct AdmissionLimits {
  // Most unary calls at once that have arrived and are not answered yet, those
  // that are worked on and those that wait for it. 1 or more.
  int64_t max_calls = 512;
  // Most streams at once. They are counted apart from calls, since they last:
  // people who are coached must not keep others from an answer. 1 or more.
  int64_t max_streams = 4096;
  // Bytes of messages that all streams together may hold because their callers
  // have not taken them in. At so many, a stream that holds any reads no
  // further message until it has got rid of them, so that each can still hold
  // one answer. 0 or more.
  int64_t max_unsent_bytes = 64 * 1024 * 1024;
};

// How long a caller that was refused is told to wait: somewhere between these,
// spread evenly, so that callers who were refused together do not come back
// together.
inline constexpr absl::Duration kMinRetryDelay = absl::Milliseconds(50);
inline constexpr absl::Duration kMaxRetryDelay = absl::Milliseconds(150);

// What a call that is refused is answered with, made ready beforehand: refusing
// has to cost next to nothing when there are most calls.
struct Refusal {
  absl::Status status;
  grpc::Status wire_status;
  // The value of kRetryPushbackKey.
  std::string pushback;
};

// Counts what a server has under way, over all of its queues, and says when it
// is full. What is more is refused at once, so that no queue grows.
//
// Thread-safe, without a lock.
class Admission {
 public:
  explicit Admission(const AdmissionLimits& limits);

  Admission(const Admission&) = delete;
  Admission& operator=(const Admission&) = delete;

  // Counts a call or a stream in. False if there are as many as may be: then it
  // is not counted, and is to be refused. Each that was counted in is counted
  // out with Leave…() once.
  bool EnterCall();
  // Whether the next call would be refused.
  bool IsFullOfCalls() const { return calls() >= limits_.max_calls; }
  void LeaveCall() { calls_.fetch_sub(1, std::memory_order_relaxed); }
  bool EnterStream();
  void LeaveStream() { streams_.fetch_sub(1, std::memory_order_relaxed); }

  // Counts bytes that a stream holds, or, less than 0, holds no more.
  void AddUnsent(int64_t bytes) {
    unsent_bytes_.fetch_add(bytes, std::memory_order_relaxed);
  }
  // Whether streams hold as much as they may.
  bool IsUnsentFull() const {
    return unsent_bytes() >= limits_.max_unsent_bytes;
  }

  // What to answer the next call or stream that is refused with. Valid as long
  // as this object.
  const Refusal& RefuseCall() { return Next(call_refusals_, &refused_calls_); }
  const Refusal& RefuseStream() {
    return Next(stream_refusals_, &refused_streams_);
  }

  // How many are under way.
  int64_t calls() const { return calls_.load(std::memory_order_relaxed); }
  int64_t streams() const { return streams_.load(std::memory_order_relaxed); }
  int64_t unsent_bytes() const {
    return unsent_bytes_.load(std::memory_order_relaxed);
  }

  // How many have been refused so far.
  int64_t refused_calls() const {
    return refused_calls_.load(std::memory_order_relaxed);
  }
  int64_t refused_streams() const {
    return refused_streams_.load(std::memory_order_relaxed);
  }

  const AdmissionLimits& limits() const { return limits_; }

 private:
  static const Refusal& Next(const std::vector<Refusal>& refusals,
                             std::atomic<int64_t>* count);

  const AdmissionLimits limits_;
  const std::vector<Refusal> call_refusals_;
  const std::vector<Refusal> stream_refusals_;
  std::atomic<int64_t> calls_{0};
  std::atomic<int64_t> streams_{0};
  std::atomic<int64_t> unsent_bytes_{0};
  std::atomic<int64_t> refused_calls_{0};
  std::atomic<int64_t> refused_streams_{0};
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_ADMISSION_H_
