#ifndef KNEAD_SERVICE_RPC_TRANSPORT_CALL_IDS_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_CALL_IDS_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "service/rpc/transport/traceparent.h"

namespace knead {
namespace rpc {

// The header in which a caller may name its call, and in which the answer does.
inline constexpr absl::string_view kRequestIdKey = "x-request-id";

// The most bytes of such a name. It goes into the log, so it is short.
inline constexpr size_t kMaxCallRequestIdBytes = 64;

// Whether a request id of a caller may be taken over: 1 to
// kMaxCallRequestIdBytes letters, digits, '.', '_' and '-'.
bool IsRequestId(absl::string_view text);

// What a call is called, by which its traces in several systems are found. A
// value of fixed size.
class CallIds {
 public:
  // The trace that the call belongs to, and its span in it: hexadecimal digits.
  absl::string_view trace_id() const { return View(trace_id_); }
  absl::string_view span_id() const { return View(span_id_); }

  // The span that it comes from; empty when the caller did not say.
  absl::string_view parent_id() const {
    return has_parent_ ? View(parent_id_) : absl::string_view();
  }

  // Whether the caller may have recorded the trace.
  bool sampled() const { return sampled_; }

  // The traceparent of what is done for the call.
  std::array<char, kTraceparentBytes> traceparent() const {
    return FormatTraceparent(trace_id_, span_id_, sampled_);
  }

  // What the caller calls it, or else the id of its span.
  absl::string_view request_id() const {
    return request_id_size_ > 0
               ? absl::string_view(request_id_.data(), request_id_size_)
               : span_id();
  }

 private:
  friend class CallIdSource;

  template <size_t n>
  static absl::string_view View(const std::array<char, n>& characters) {
    return {characters.data(), n};
  }

  std::array<char, 32> trace_id_ = {};
  std::array<char, 16> span_id_ = {};
  std::array<char, 16> parent_id_ = {};
  bool has_parent_ = false;
  bool sampled_ = false;
  uint8_t request_id_size_ = 0;
  std::array<char, kMaxCallRequestIdBytes> request_id_ = {};
};

// Makes ids: those that the caller gave where they are valid, and new ones
// where they are not. New ones are unique among sources with different seeds,
// and no secret. Thread-safe, and without a lock.
class CallIdSource {
 public:
  // Two random numbers.
  CallIdSource(uint64_t seed, uint64_t other_seed)
      : seed_(seed), other_seed_(other_seed) {}

  CallIdSource(const CallIdSource&) = delete;
  CallIdSource& operator=(const CallIdSource&) = delete;

  // The ids of a call that came with these headers; empty: without.
  CallIds Make(absl::string_view traceparent, absl::string_view request_id);

 private:
  const uint64_t seed_;
  const uint64_t other_seed_;
  std::atomic<uint64_t> count_{0};
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_CALL_IDS_H_
