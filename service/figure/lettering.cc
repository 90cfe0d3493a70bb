#include "service/figure/lettering.h"

#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace knead {
namespace {

// The widths of the letters from ' ' to '~' in hundredths of the font's size:
// those of DejaVu Sans, which is among the widest.
constexpr int kFirstLetter = ' ';
constexpr int kWidths[] = {
    32,  41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34,  // ' '
    64,  64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54,  // '0'
    100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 50, 66, 56, 87, 75, 79,  // '@'
    61,  79, 70, 67, 62, 74, 69, 99, 69, 67, 69, 40, 34, 40, 84, 56,  // 'P'
    50,  62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62,  // '`'
    64,  64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84};     // 'p'
constexpr int kBoldWidths[] = {
    35,  46, 53, 84, 70, 101, 88, 31,  46, 46, 53, 84, 38, 42,  38, 37,  // ' '
    70,  70, 70, 70, 70, 70,  70, 70,  70, 70, 40, 40, 84, 84,  84, 61,  // '0'
    100, 78, 77, 74, 84, 69,  69, 83,  84, 38, 56, 78, 64, 100, 84, 86,  // '@'
    74,  86, 78, 73, 69, 82,  78, 111, 78, 73, 73, 46, 37, 46,  84, 56,  // 'P'
    50,  68, 72, 60, 72, 68,  44, 72,  72, 35, 35, 67, 35, 105, 72, 69,  // '`'
    72,  72, 50, 60, 48, 72,  66, 93,  65, 66, 59, 72, 37, 72,  84};     // 'p'
constexpr int kLetters = sizeof(kWidths) / sizeof(kWidths[0]);
static_assert(sizeof(kWidths) == sizeof(kBoldWidths));
// Of any other letter.
constexpr int kOtherWidth = 100;

// By how much lines are narrowed at a time to make them even.
constexpr double kNarrowing = 4;

// Fills one line after the other.
std::vector<std::string> Fill(absl::string_view text, double width,
                              const TextStyle& style) {
  std::vector<std::string> lines;
  for (const absl::string_view word :
       absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    if (!lines.empty()) {
      std::string longer = absl::StrCat(lines.back(), " ", word);
      if (TextWidth(longer, style) <= width) {
        lines.back() = std::move(longer);
        continue;
      }
    }
    lines.push_back(std::string(word));
  }
  return lines;
}

}  // namespace

double TextWidth(absl::string_view text, const TextStyle& style) {
  int hundredths = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // Bytes that continue a letter in UTF-8 do not count.
    if ((byte & 0xC0) == 0x80) continue;
    const int letter = byte - kFirstLetter;
    if (letter < 0 || letter >= kLetters) {
      hundredths += kOtherWidth;
    } else {
      hundredths += style.bold ? kBoldWidths[letter] : kWidths[letter];
    }
  }
  return hundredths * style.size / 100;
}

std::vector<std::string> WrapText(absl::string_view text, double width,
                                  const TextStyle& style) {
  std::vector<std::string> lines = Fill(text, width, style);
  if (lines.size() < 2) return lines;
  const size_t fewest = lines.size();
  for (int i = 1; i * kNarrowing < width; ++i) {
    std::vector<std::string> narrower =
        Fill(text, width - i * kNarrowing, style);
    if (narrower.size() > fewest) break;
    lines = std::move(narrower);
  }
  return lines;
}

}  // namespace knead
