#include "tools/content/identifier.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace knead::content {

bool IsEntityId(absl::string_view id) {
  return !id.empty() && id.size() <= kMaxEntityIdLength &&
         absl::ascii_islower(id.front()) && id.back() != '-' &&
         !absl::StrContains(id, "--") &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
         });
}

}  // namespace knead::content
