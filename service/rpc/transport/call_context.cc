#include "service/rpc/transport/call_context.h"

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/match.h"

namespace knead {
namespace rpc {
namespace {

// What is wrong with a character.
constexpr uint8_t kNotOfKeys = 1;
constexpr uint8_t kNotOfValues = 2;

// By character. A table, since every header of every call goes through it.
constexpr std::array<uint8_t, 256> MakeFaults() {
  std::array<uint8_t, 256> faults{};
  for (size_t c = 0; c < faults.size(); ++c) {
    const bool is_of_keys = ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') ||
                            c == '-' || c == '_' || c == '.';
    if (!is_of_keys) faults[c] |= kNotOfKeys;
    if (c < ' ' || c > '~') faults[c] |= kNotOfValues;
  }
  return faults;
}
constexpr std::array<uint8_t, 256> kFaults = MakeFaults();

// All that is wrong with the characters of a text.
uint8_t FaultsOf(absl::string_view text) {
  uint8_t faults = 0;
  for (const char c : text) faults |= kFaults[static_cast<uint8_t>(c)];
  return faults;
}

bool IsLegal(absl::string_view key, absl::string_view value) {
  return !key.empty() && !absl::StartsWith(key, "grpc-") &&
         (FaultsOf(key) & kNotOfKeys) == 0 &&
         (absl::EndsWith(key, "-bin") || (FaultsOf(value) & kNotOfValues) == 0);
}

}  // namespace

void CallContext::AddInitialMetadata(absl::string_view key,
                                     absl::string_view value) {
  if (!IsLegal(key, value)) {
    has_metadata_fault_ = true;
    return;
  }
  SendInitialMetadata(key, value);
}

void CallContext::AddTrailingMetadata(absl::string_view key,
                                      absl::string_view value) {
  if (!IsLegal(key, value)) {
    has_metadata_fault_ = true;
    return;
  }
  SendTrailingMetadata(key, value);
}

}  // namespace rpc
}  // namespace knead
