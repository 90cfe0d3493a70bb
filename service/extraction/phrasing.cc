#include "service/extraction/phrasing.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "service/extraction/limits.h"

namespace knead {
namespace {

constexpr absl::string_view kGap = "...";

bool IsWord(absl::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c >= 0x80;
         });
}

bool IsId(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  });
}

absl::StatusOr<PhrasingChoice> ParseChoice(absl::string_view text) {
  PhrasingChoice choice;
  bool good = false;
  if (absl::ConsumePrefix(&text, "$")) {
    choice.kind = PhrasingChoice::kClass;
    good = IsId(text);
  } else if (absl::ConsumePrefix(&text, "#")) {
    choice.kind = PhrasingChoice::kNumber;
    good = text.empty() || IsId(text);
  } else if (absl::ConsumePrefix(&text, "=")) {
    choice.kind = PhrasingChoice::kExact;
    good = IsWord(text);
  } else {
    good = IsWord(text);
  }
  if (!good) {
    return absl::InvalidArgumentError(absl::StrCat(
        "has `", text,
        "`, which is no word; write lower case without apostrophes or hyphens, "
        "`$class`, `=word`, `#unit`, `[optional]` or `...`, with blanks "
        "between"));
  }
  choice.text = std::string(text);
  return choice;
}

}  // namespace

absl::StatusOr<std::vector<PhrasingPart>> ParsePhrasing(
    absl::string_view text) {
  std::vector<PhrasingPart> parts;
  for (absl::string_view piece : absl::StrSplit(text, ' ')) {
    PhrasingPart part;
    if (piece == kGap) {
      part.gap = true;
      parts.push_back(std::move(part));
      continue;
    }
    if (absl::ConsumePrefix(&piece, "[")) {
      part.optional = true;
      if (!absl::ConsumeSuffix(&piece, "]")) {
        return absl::InvalidArgumentError(
            "has a `[` without `]`; write `[word]`, without blanks in it");
      }
    }
    for (const absl::string_view each : absl::StrSplit(piece, '|')) {
      absl::StatusOr<PhrasingChoice> choice = ParseChoice(each);
      if (!choice.ok()) return choice.status();
      part.choices.push_back(*std::move(choice));
    }
    parts.push_back(std::move(part));
  }
  if (parts.size() > static_cast<size_t>(kMaxPhrasingParts)) {
    return absl::InvalidArgumentError(
        absl::StrCat("has ", parts.size(), " parts, of which ",
                     kMaxPhrasingParts, " are accepted; shorten it"));
  }
  if (parts.front().gap || parts.back().gap) {
    return absl::InvalidArgumentError(
        "begins or ends with `...`; remove it there");
  }
  if (parts.back().optional) {
    return absl::InvalidArgumentError(
        "ends with an optional part, which adds nothing; remove it");
  }
  for (size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].gap && parts[i - 1].gap) {
      return absl::InvalidArgumentError("has `...` twice in a row; remove one");
    }
  }
  if (std::all_of(parts.begin(), parts.end(), [](const PhrasingPart& part) {
        return part.gap || part.optional;
      })) {
    return absl::InvalidArgumentError(
        "has optional parts alone; write what has to be there");
  }
  return parts;
}

}  // namespace knead
