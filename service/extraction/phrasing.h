#ifndef KNEAD_SERVICE_EXTRACTION_PHRASING_H_
#define KNEAD_SERVICE_EXTRACTION_PHRASING_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace knead {

// One thing that can stand at a place of a phrasing.
struct PhrasingChoice {
  enum Kind {
    // A word in any of its forms: `swell`.
    kWord,
    // A word as it stands: `=ill`.
    kExact,
    // Any words of a class: `$calf`.
    kClass,
    // A number: `#`, or `#weeks` with a unit, or `#time` with any unit of time.
    kNumber,
  };
  Kind kind = kWord;
  // Without the mark; lower case.
  std::string text;
};

// One part of a phrasing.
struct PhrasingPart {
  // `...`: up to kMaxGapWords words of any kind, but no part of the body. Has
  // no choices.
  bool gap = false;
  // `[...]`: may be missing.
  bool optional = false;
  // Joined by `|`.
  std::vector<PhrasingChoice> choices;
};

// Reads a phrasing such as `$calf ... $swollen` or `[my] leg|foot gave way`.
// INVALID_ARGUMENT with what is wrong and how to mend it. Pure.
absl::StatusOr<std::vector<PhrasingPart>> ParsePhrasing(absl::string_view text);

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_PHRASING_H_
