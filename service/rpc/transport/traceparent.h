#ifndef KNEAD_SERVICE_RPC_TRANSPORT_TRACEPARENT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_TRACEPARENT_H_

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace knead {
namespace rpc {

// The header of W3C Trace Context that says which trace a call belongs to.
inline constexpr absl::string_view kTraceparentKey = "traceparent";

// Its length in the version that is written ("00"), in bytes.
inline constexpr size_t kTraceparentBytes = 55;

// What a traceparent says. The ids are lower-case hexadecimal digits, not all
// of them zero.
struct Traceparent {
  std::array<char, 32> trace_id;
  // The span that the call comes from.
  std::array<char, 16> parent_id;
  // Whether the caller may have recorded the trace.
  bool sampled = false;
};

// Reads a traceparent by the grammar of W3C Trace Context, strictly: none if a
// character is out of place. Of a version later than "00" it takes what that
// grammar promises of all versions; what it does not know is dropped.
absl::optional<Traceparent> ParseTraceparent(absl::string_view text);

// The header for a call whose span is `span_id`, in version "00".
std::array<char, kTraceparentBytes> FormatTraceparent(
    const std::array<char, 32>& trace_id, const std::array<char, 16>& span_id,
    bool sampled);

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_TRACEPARENT_H_
