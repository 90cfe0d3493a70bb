#include "client/cli/text/wrap.h"

#include <unigbrk.h>
#include <unilbrk.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "client/cli/text/unicode.h"

namespace knead::cli {
namespace {

const uint8_t* Bytes(absl::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

// The pieces of a paragraph between the places where a line may break.
std::vector<absl::string_view> Pieces(absl::string_view paragraph) {
  std::vector<char> breaks(paragraph.size());
  u8_possible_linebreaks(Bytes(paragraph), paragraph.size(), "UTF-8",
                         breaks.data());
  std::vector<absl::string_view> pieces;
  size_t begin = 0;
  for (size_t i = 1; i < paragraph.size(); ++i) {
    if (breaks[i] == UC_BREAK_POSSIBLE) {
      pieces.push_back(paragraph.substr(begin, i - begin));
      begin = i;
    }
  }
  pieces.push_back(paragraph.substr(begin));
  return pieces;
}

// Gathers pieces into lines.
class Lines {
 public:
  Lines(int width, int first_width)
      : width_(std::max(1, width)), first_width_(std::max(1, first_width)) {}

  void Add(absl::string_view piece) {
    // A space before a break takes no room.
    const std::string extended = absl::StrCat(line_, piece);
    if (Fits(extended)) {
      line_ = extended;
      return;
    }
    if (!line_.empty() || OnFirst()) Break();
    if (Fits(piece)) {
      line_ = std::string(piece);
      return;
    }
    AddInParts(piece);
  }

  void Break() {
    lines_.emplace_back(absl::StripAsciiWhitespace(line_));
    line_.clear();
  }

  std::vector<std::string> Take() && { return std::move(lines_); }

 private:
  // Whether the line under construction is one of another width.
  bool OnFirst() const { return lines_.empty() && first_width_ < width_; }

  bool Fits(absl::string_view line) const {
    return DisplayWidth(absl::StripTrailingAsciiWhitespace(line)) <=
           (lines_.empty() ? first_width_ : width_);
  }

  // Breaks between characters, as people see them.
  void AddInParts(absl::string_view piece) {
    const uint8_t* const end = Bytes(piece) + piece.size();
    for (const uint8_t* begin = Bytes(piece); begin != end;) {
      const uint8_t* const next = u8_grapheme_next(begin, end);
      const absl::string_view character(reinterpret_cast<const char*>(begin),
                                        next - begin);
      if (!line_.empty() && !Fits(absl::StrCat(line_, character))) Break();
      absl::StrAppend(&line_, character);
      begin = next;
    }
  }

  const int width_;
  const int first_width_;
  std::string line_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> WrapText(absl::string_view text, int width,
                                  int first_width) {
  const std::string printable = Printable(text);
  Lines lines(width, first_width);
  for (absl::string_view paragraph : absl::StrSplit(printable, '\n')) {
    for (absl::string_view piece :
         Pieces(absl::StripAsciiWhitespace(paragraph))) {
      lines.Add(piece);
    }
    lines.Break();
  }
  return std::move(lines).Take();
}

std::vector<std::string> WrapText(absl::string_view text, int width) {
  return WrapText(text, width, width);
}

}  // namespace knead::cli
