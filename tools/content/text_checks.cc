#include "tools/content/text_checks.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/content/walk.h"

namespace knead::content {
namespace {

// The words around two blanks in a row, so that they are found in a long text.
std::string Around(const std::string& text, size_t at) {
  const size_t begin = at < 12 ? 0 : at - 12;
  return text.substr(begin, at + 14 - begin);
}

}  // namespace

void CheckTexts(const Entity& entity, FaultSink* faults) {
  WalkStrings(
      *entity.message, [&](const google::protobuf::FieldDescriptor&,
                           const std::string& text, const std::string& path) {
        const auto fault = [&](std::string what) {
          faults->Add(entity.FaultAt(path, std::move(what)));
        };
        if (absl::StripAsciiWhitespace(text).empty()) return;
        if (std::any_of(text.begin(), text.end(), absl::ascii_iscntrl)) {
          fault("has a line break, a tab or a control character; use blanks");
          return;
        }
        if (text.front() == ' ') fault("begins with a blank; remove it");
        if (text.back() == ' ') fault("ends with a blank; remove it");
        const size_t twice = absl::StripAsciiWhitespace(text).find("  ");
        if (twice != absl::string_view::npos) {
          fault(absl::StrCat("has two blanks in a row near `",
                             Around(text, text.find("  ", 1)), "`; leave one"));
        }
      });
}

void CheckTexts(const ContentSet& content, FaultSink* faults) {
  for (const auto& entity : content.entities()) CheckTexts(*entity, faults);
}

}  // namespace knead::content
