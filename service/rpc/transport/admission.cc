#include "service/rpc/transport/admission.h"

#include "absl/strings/str_cat.h"
#include "service/rpc/status.h"
#include "service/rpc/transport/retry_pushback.h"
#include "service/rpc/transport/transport_errors.h"

namespace knead {
namespace rpc {
namespace {

// How many delays there are between the least and the longest.
constexpr int kDelays = 16;
// Which one is next: a number without a common divisor, so that delays that
// follow each other lie far apart and all of them are used.
constexpr int kStride = 7;

std::vector<Refusal> MakeRefusals(absl::Status (*error)(absl::Duration)) {
  std::vector<Refusal> refusals;
  for (int i = 0; i < kDelays; ++i) {
    const absl::Duration delay =
        kMinRetryDelay + (kMaxRetryDelay - kMinRetryDelay) *
                             (i * kStride % kDelays) / (kDelays - 1);
    Refusal refusal;
    refusal.status = error(absl::Trunc(delay, absl::Milliseconds(1)));
    refusal.wire_status = ToGrpcStatus(refusal.status);
    refusal.pushback = absl::StrCat(absl::ToInt64Milliseconds(delay));
    refusals.push_back(refusal);
  }
  return refusals;
}

bool Enter(int64_t limit, std::atomic<int64_t>* count) {
  if (count->fetch_add(1, std::memory_order_relaxed) < limit) return true;
  count->fetch_sub(1, std::memory_order_relaxed);
  return false;
}

}  // namespace

Admission::Admission(const AdmissionLimits& limits)
    : limits_(limits),
      call_refusals_(MakeRefusals(Overloaded)),
      stream_refusals_(MakeRefusals(TooManyStreams)) {}

bool Admission::EnterCall() { return Enter(limits_.max_calls, &calls_); }

bool Admission::EnterStream() { return Enter(limits_.max_streams, &streams_); }

const Refusal& Admission::Next(const std::vector<Refusal>& refusals,
                               std::atomic<int64_t>* count) {
  const auto number =
      static_cast<size_t>(count->fetch_add(1, std::memory_order_relaxed));
  return refusals[number % refusals.size()];
}

}  // namespace rpc
}  // namespace knead
