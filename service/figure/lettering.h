#ifndef KNEAD_SERVICE_FIGURE_LETTERING_H_
#define KNEAD_SERVICE_FIGURE_LETTERING_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace knead {

// The one size of letters in a figure, in units of its viewBox.
inline constexpr double kLetterSize = 16;

// How to set a line of text.
struct TextStyle {
  double size = kLetterSize;
  const char* anchor = "start";
  bool bold = false;
};

// How wide a line of text gets in a wide sans-serif font; common ones take
// less. Thread-safe, as is WrapText.
double TextWidth(absl::string_view text, const TextStyle& style);

// Breaks a text into as few lines as `width` allows, of about the same width; a
// longer word gets a line of its own.
std::vector<std::string> WrapText(absl::string_view text, double width,
                                  const TextStyle& style);

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_LETTERING_H_
