#include "service/rpc/transport/traceparent.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace knead {
namespace rpc {
namespace {

// version "-" trace-id "-" parent-id "-" flags
constexpr size_t kTraceId = 3;
constexpr size_t kParentId = 36;
constexpr size_t kFlags = 53;
constexpr int kSampledFlag = 1;

bool IsHexDigit(char c) {
  return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f');
}

int HexValue(char c) {
  constexpr int kTen = 10;
  return absl::ascii_isdigit(c) ? c - '0' : c - 'a' + kTen;
}

bool IsHex(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), IsHexDigit);
}

bool IsId(absl::string_view text) {
  return IsHex(text) && text.find_first_not_of('0') != absl::string_view::npos;
}

}  // namespace

absl::optional<Traceparent> ParseTraceparent(absl::string_view text) {
  if (text.size() < kTraceparentBytes) return absl::nullopt;
  const absl::string_view version = text.substr(0, 2);
  if (!IsHex(version) || version == "ff") return absl::nullopt;
  if (text.size() > kTraceparentBytes &&
      (version == "00" || text[kTraceparentBytes] != '-')) {
    return absl::nullopt;
  }
  Traceparent parent;
  const absl::string_view trace_id =
      text.substr(kTraceId, parent.trace_id.size());
  const absl::string_view parent_id =
      text.substr(kParentId, parent.parent_id.size());
  if (text[kTraceId - 1] != '-' || text[kParentId - 1] != '-' ||
      text[kFlags - 1] != '-' || !IsId(trace_id) || !IsId(parent_id) ||
      !IsHex(text.substr(kFlags, 2))) {
    return absl::nullopt;
  }
  std::copy(trace_id.begin(), trace_id.end(), parent.trace_id.begin());
  std::copy(parent_id.begin(), parent_id.end(), parent.parent_id.begin());
  parent.sampled = (HexValue(text[kFlags + 1]) & kSampledFlag) != 0;
  return parent;
}

std::array<char, kTraceparentBytes> FormatTraceparent(
    const std::array<char, 32>& trace_id, const std::array<char, 16>& span_id,
    bool sampled) {
  std::array<char, kTraceparentBytes> text;
  text.fill('-');
  text[0] = '0';
  text[1] = '0';
  std::copy(trace_id.begin(), trace_id.end(), text.begin() + kTraceId);
  std::copy(span_id.begin(), span_id.end(), text.begin() + kParentId);
  text[kFlags] = '0';
  text[kFlags + 1] = sampled ? '1' : '0';
  return text;
}

}  // namespace rpc
}  // namespace knead
