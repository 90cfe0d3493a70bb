#include "service/rpc/transport/call_context.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace knead {
namespace rpc {
namespace {

bool IsKeyCharacter(char c) {
  return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-' ||
         c == '_' || c == '.';
}

bool IsLegal(absl::string_view key, absl::string_view value) {
  if (key.empty() || absl::StartsWith(key, "grpc-") ||
      !std::all_of(key.begin(), key.end(), IsKeyCharacter)) {
    return false;
  }
  return absl::EndsWith(key, "-bin") ||
         std::all_of(value.begin(), value.end(), absl::ascii_isprint);
}

}  // namespace

void CallContext::AddInitialMetadata(absl::string_view key,
                                     absl::string_view value) {
  if (!IsLegal(key, value)) {
    has_metadata_fault_ = true;
    return;
  }
  SendInitialMetadata(std::string(key), std::string(value));
}

void CallContext::AddTrailingMetadata(absl::string_view key,
                                      absl::string_view value) {
  if (!IsLegal(key, value)) {
    has_metadata_fault_ = true;
    return;
  }
  SendTrailingMetadata(std::string(key), std::string(value));
}

}  // namespace rpc
}  // namespace knead
