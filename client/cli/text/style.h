#ifndef KNEAD_CLIENT_CLI_TEXT_STYLE_H_
#define KNEAD_CLIENT_CLI_TEXT_STYLE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace knead::cli {

// What a piece of text is. It decides how the text looks on a terminal, never
// what it says: every meaning is in the words too.
enum class Tone {
  kPlain,
  // The answer, or the name of the thing shown.
  kTitle,
  // Heads a section.
  kHeading,
  // Names what follows on the same line.
  kLabel,
  // Good news.
  kGood,
  // Take care.
  kCaution,
  // Danger.
  kDanger,
  // Of lesser weight.
  kQuiet,
};

// Puts text into colour, or leaves it as it is. Safe to call from any thread.
class Style {
 public:
  // Without `colour`, Paint returns its text unchanged.
  explicit Style(bool colour) : colour_(colour) {}

  // `text`, one line, as it looks in `tone`.
  std::string Paint(Tone tone, absl::string_view text) const;

 private:
  bool colour_;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_TEXT_STYLE_H_
