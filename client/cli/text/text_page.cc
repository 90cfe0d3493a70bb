#include "client/cli/text/text_page.h"

#include <algorithm>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"
#include "client/cli/text/wrap.h"

namespace knead::cli {
namespace {

// However narrow the terminal and however deep the indent, text gets this many
// columns.
constexpr int kLeastRoom = 16;

// How far the lines after the first are indented under a label.
constexpr int kLabelHang = 2;

}  // namespace

TextPage::TextPage(std::ostream& out, PageLayout layout)
    : out_(out), width_(layout.width), style_(layout.colour) {}

int TextPage::Room() const { return std::max(kLeastRoom, width_ - indent_); }

void TextPage::Line(int extra, absl::string_view painted) {
  if (gap_ && begun_) out_ << '\n';
  gap_ = false;
  begun_ = true;
  if (!painted.empty()) out_ << std::string(indent_ + extra, ' ') << painted;
  out_ << '\n';
}

void TextPage::WriteHeading(absl::string_view text) {
  WriteGap();
  int widest = 0;
  for (const std::string& line : WrapText(text, Room())) {
    widest = std::max(widest, DisplayWidth(line));
    Line(0, style_.Paint(Tone::kHeading, line));
  }
  Line(0, style_.Paint(Tone::kHeading, std::string(widest, '-')));
}

void TextPage::WriteSubheading(absl::string_view text) {
  WriteGap();
  WriteParagraph(text, Tone::kTitle);
}

void TextPage::WriteParagraph(absl::string_view text, Tone tone) {
  for (const std::string& line : WrapText(text, Room())) {
    Line(0, style_.Paint(tone, line));
  }
}

void TextPage::Hanging(absl::string_view marker, int hang,
                       absl::string_view text) {
  const std::string padded =
      absl::StrCat(marker, std::string(hang - DisplayWidth(marker), ' '));
  const std::vector<std::string> lines =
      WrapText(text, std::max(kLeastRoom, Room() - hang));
  Line(0, absl::StrCat(padded, lines.front()));
  for (size_t i = 1; i < lines.size(); ++i) Line(hang, lines[i]);
}

void TextPage::WriteBullet(absl::string_view text) { Hanging("-", 2, text); }

void TextPage::WriteNumbered(int number, absl::string_view text) {
  const std::string marker = absl::StrCat(number, ".");
  Hanging(marker, DisplayWidth(marker) + 1, text);
}

void TextPage::Choice(absl::string_view marker, absl::string_view text) {
  if (text.empty()) return;
  const int width = std::max(3, DisplayWidth(marker));
  Hanging(absl::StrCat(std::string(width - DisplayWidth(marker), ' '), marker),
          width + 2, text);
}

void TextPage::Marked(absl::string_view text,
                      const std::vector<std::pair<size_t, size_t>>& stretches) {
  if (text.empty()) return;
  // Where the next line begins in the text: wrapping drops nothing but blanks.
  size_t at = 0;
  for (const std::string& line : WrapText(text, Room())) {
    const size_t begin = text.find(line, at);
    if (begin == absl::string_view::npos) {
      // Something in it is not safe to show, so that it is another line.
      Line(0, line);
      continue;
    }
    at = begin + line.size();
    std::string painted;
    size_t done = begin;
    for (const auto& [from, to] : stretches) {
      const size_t first = std::clamp(from, done, at);
      const size_t last = std::clamp(to, first, at);
      absl::StrAppend(
          &painted, text.substr(done, first - done),
          style_.Paint(Tone::kHeading, text.substr(first, last - first)));
      done = last;
    }
    Line(0, absl::StrCat(painted, text.substr(done, at - done)));
  }
}

void TextPage::WriteLabelled(absl::string_view label, absl::string_view text) {
  const std::string head = absl::StrCat(Printable(label), ":");
  const int taken = DisplayWidth(head) + 1;
  const std::vector<std::string> lines =
      WrapText(text, std::max(kLeastRoom, Room() - kLabelHang), Room() - taken);
  Line(0, absl::StrCat(style_.Paint(Tone::kLabel, head),
                       lines.front().empty() ? "" : " ", lines.front()));
  for (size_t i = 1; i < lines.size(); ++i) Line(kLabelHang, lines[i]);
}

void TextPage::WriteVerbatim(absl::string_view line) {
  Line(0, Printable(line));
}

void TextPage::Prompt() {
  if (gap_ && begun_) out_ << '\n';
  gap_ = false;
  begun_ = true;
  out_ << style_.Paint(Tone::kLabel, ">") << ' ' << std::flush;
}

void TextPage::Typed(absl::string_view line) {
  out_ << Printable(line) << '\n';
}

}  // namespace knead::cli
