#include "service/extraction/spelling.h"

namespace knead {

bool WithinSlips(absl::string_view a, absl::string_view b, int most) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  if (a.empty() || b.empty()) {
    return a.size() + b.size() <= static_cast<size_t>(most);
  }
  if (most == 0) return false;
  const absl::string_view next_a = a.substr(1);
  const absl::string_view next_b = b.substr(1);
  if (!next_a.empty() && !next_b.empty() && a.front() == next_b.front() &&
      next_a.front() == b.front() &&
      WithinSlips(next_a.substr(1), next_b.substr(1), most - 1)) {
    return true;
  }
  return WithinSlips(next_a, next_b, most - 1) ||
         WithinSlips(next_a, b, most - 1) || WithinSlips(a, next_b, most - 1);
}

}  // namespace knead
