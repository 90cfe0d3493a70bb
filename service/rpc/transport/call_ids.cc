#include "service/rpc/transport/call_ids.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace knead {
namespace rpc {
namespace {

// The finaliser of SplitMix64: numbers that differ in one bit end in numbers
// that have nothing in common, and different ones stay different.
uint64_t Mix(uint64_t number) {
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
  number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
  return number ^ (number >> 31);
}

// Writes 16 hexadecimal digits. An id must not be zero throughout.
void WriteHex(uint64_t number, char* out) {
  constexpr char kDigits[] = "0123456789abcdef";
  if (number == 0) number = 1;
  for (int shift = 60; shift >= 0; shift -= 4) {
    *out++ = kDigits[(number >> shift) & 0xf];
  }
}

}  // namespace

bool IsRequestId(absl::string_view text) {
  return !text.empty() && text.size() <= kMaxCallRequestIdBytes &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-';
         });
}

CallIds CallIdSource::Make(absl::string_view traceparent,
                           absl::string_view request_id) {
  // Steps of this size visit every number once, and leave no pattern.
  constexpr uint64_t kStep = 0x9e3779b97f4a7c15;
  const uint64_t position =
      (count_.fetch_add(1, std::memory_order_relaxed) + 1) * kStep;
  CallIds ids;
  WriteHex(Mix(seed_ + position), ids.span_id_.data());
  if (const auto parent = ParseTraceparent(traceparent)) {
    ids.trace_id_ = parent->trace_id;
    ids.parent_id_ = parent->parent_id;
    ids.has_parent_ = true;
    ids.sampled_ = parent->sampled;
  } else {
    WriteHex(Mix(other_seed_ ^ position), ids.trace_id_.data());
    WriteHex(Mix(other_seed_ + Mix(position ^ seed_)),
             ids.trace_id_.data() + ids.span_id_.size());
  }
  if (IsRequestId(request_id)) {
    std::copy(request_id.begin(), request_id.end(), ids.request_id_.begin());
    ids.request_id_size_ = static_cast<uint8_t>(request_id.size());
  }
  return ids;
}

}  // namespace rpc
}  // namespace knead
