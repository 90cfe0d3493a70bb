#include "service/catalog/language.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "service/errors/errors.h"

namespace knead {
namespace {

// Longest subtag of BCP 47.
constexpr size_t kMaxSubtagLength = 8;

// Longest tag that is looked at.
constexpr size_t kMaxTagLength = 64;

bool IsSubtag(absl::string_view text) {
  return !text.empty() && text.size() <= kMaxSubtagLength &&
         std::all_of(text.begin(), text.end(), absl::ascii_isalnum);
}

}  // namespace

absl::Status CheckLanguageCode(absl::string_view code) {
  if (code.empty()) return absl::OkStatus();
  if (code.size() > kMaxTagLength) return InvalidLanguageCode(code);
  const std::vector<absl::string_view> subtags = absl::StrSplit(code, '-');
  const absl::string_view primary = subtags.front();
  if (primary.size() < 2 ||
      !std::all_of(primary.begin(), primary.end(), absl::ascii_isalpha) ||
      !std::all_of(subtags.begin(), subtags.end(), IsSubtag)) {
    return InvalidLanguageCode(code);
  }
  return absl::OkStatus();
}

absl::string_view PrimaryLanguage(absl::string_view code) {
  return code.substr(0, code.find('-'));
}

}  // namespace knead
