#ifndef KNEAD_CLIENT_CLI_TEXT_WRAP_H_
#define KNEAD_CLIENT_CLI_TEXT_WRAP_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace knead::cli {

// Breaks `text` into lines of at most `width` terminal columns, at the places
// where Unicode allows a break (UAX #14). The first line is `first_width`
// columns wide, for text that follows a label. A word that is too long for a
// line of its own is broken between characters. A line feed in the text breaks
// the line; spaces around breaks are dropped.
//
// Always gives at least one line. The first is empty when nothing fits into
// `first_width`. Widths below 1 count as 1. Pure.
std::vector<std::string> WrapText(absl::string_view text, int width,
                                  int first_width);

// The same, with a first line as wide as the others.
std::vector<std::string> WrapText(absl::string_view text, int width);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_TEXT_WRAP_H_
