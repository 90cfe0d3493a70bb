#include "client/cli/text/style.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace knead::cli {
namespace {

// Select Graphic Rendition parameters: the terminal's own colours, so that they
// suit a light and a dark background.
absl::string_view Rendition(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return "";
    case Tone::kTitle:
    case Tone::kLabel:
      return "1";
    case Tone::kHeading:
      return "1;36";
    case Tone::kGood:
      return "1;32";
    case Tone::kCaution:
      return "1;33";
    case Tone::kDanger:
      return "1;31";
    case Tone::kQuiet:
      return "2";
  }
  return "";
}

}  // namespace

std::string Style::Paint(Tone tone, absl::string_view text) const {
  const absl::string_view rendition = Rendition(tone);
  if (!colour_ || rendition.empty() || text.empty()) return std::string(text);
  return absl::StrCat("\x1b[", rendition, "m", text, "\x1b[0m");
}

}  // namespace knead::cli
