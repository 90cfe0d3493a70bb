#ifndef KNEAD_CLIENT_CLI_TEXT_TEXT_PAGE_H_
#define KNEAD_CLIENT_CLI_TEXT_TEXT_PAGE_H_

#include <cstddef>
#include <ostream>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"

namespace knead::cli {

// How a page of text is laid out.
struct PageLayout {
  // Terminal columns.
  int width = 80;
  // Whether to write colour.
  bool colour = false;
};

// A page in columns, for a terminal: wrapped, indented, with one blank line
// between sections. Headings are underlined, items hang, what follows a label
// is wrapped under the label's first column plus two. Writes as it goes. Not
// thread-safe.
class TextPage : public Page {
 public:
  // Writes to `out`, which must outlive the page.
  TextPage(std::ostream& out, PageLayout layout);

  // How many columns a line has from here.
  int Room() const;

  // "marker text", hanging under the text, e.g. for a list to choose from. The
  // marker is set right-aligned in three columns.
  void Choice(absl::string_view marker, absl::string_view text);

  // A paragraph in which some stretches, in bytes of `text` and in order, stand
  // out where there is colour.
  void Marked(absl::string_view text,
              const std::vector<std::pair<size_t, size_t>>& stretches);

  // Asks for input at the beginning of a line, and makes sure that it is seen.
  void Prompt();

  // Ends the line of a prompt with what was typed, for input that does not show
  // by itself.
  void Typed(absl::string_view line);

 private:
  void WriteGap() override { gap_ = true; }
  void WriteHeading(absl::string_view text) override;
  void WriteSubheading(absl::string_view text) override;
  void WriteParagraph(absl::string_view text, Tone tone) override;
  void WriteBullet(absl::string_view text) override;
  void WriteNumbered(int number, absl::string_view text) override;
  void WriteLabelled(absl::string_view label, absl::string_view text) override;
  void WriteVerbatim(absl::string_view line) override;
  void WritePicture(absl::string_view /*svg*/) override {}
  void WriteLinkToPicture(absl::string_view /*svg*/) override {}
  void Indent(int columns) override { indent_ += columns; }
  void Outdent(int columns) override { indent_ -= columns; }

  // One line at the current indent and `extra` columns more; `painted` is what
  // is written.
  void Line(int extra, absl::string_view painted);
  void Hanging(absl::string_view marker, int hang, absl::string_view text);

  std::ostream& out_;
  const int width_;
  const Style style_;
  int indent_ = 0;
  bool gap_ = false;
  bool begun_ = false;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_TEXT_TEXT_PAGE_H_
