#ifndef KNEAD_CLIENT_CLI_TEXT_PAGE_H_
#define KNEAD_CLIENT_CLI_TEXT_PAGE_H_

#include <ostream>

#include "absl/strings/string_view.h"
#include "client/cli/text/style.h"

namespace knead::cli {

// How a page is laid out.
struct PageLayout {
  // Terminal columns.
  int width = 80;
  // Whether to write colour.
  bool colour = false;
};

// Writes text for people: wrapped, indented, with one blank line between
// sections. Whatever it is given is made printable first. Empty text writes
// nothing. Not thread-safe.
class Page {
 public:
  // Writes to `out`, which must outlive the page.
  Page(std::ostream& out, PageLayout layout);

  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  // Leaves one blank line before whatever comes next; nothing at the top.
  void Gap();

  // How many columns a line has from here.
  int Room() const;

  // A section's heading, underlined, with a gap before it.
  void Heading(absl::string_view text);

  // A paragraph.
  void Paragraph(absl::string_view text, Tone tone = Tone::kPlain);

  // "- text", hanging.
  void Bullet(absl::string_view text);

  // "1. text", hanging.
  void Numbered(int number, absl::string_view text);

  // "marker text", hanging under the text, e.g. for a list to choose from. The
  // marker is set right-aligned in three columns.
  void Choice(absl::string_view marker, absl::string_view text);

  // "Label: text", wrapped under the label's first column plus two.
  void Labelled(absl::string_view label, absl::string_view text);

  // A line that is not wrapped, such as a command to copy.
  void Verbatim(absl::string_view line);

  // Asks for input at the beginning of a line, and makes sure that it is seen.
  void Prompt();

  // Ends the line of a prompt with what was typed, for input that does not show
  // by itself.
  void Typed(absl::string_view line);

  // Indents by `columns` more until the returned object dies.
  class Indentation {
   public:
    ~Indentation() { page_.indent_ -= columns_; }
    Indentation(const Indentation&) = delete;
    Indentation& operator=(const Indentation&) = delete;

   private:
    friend class Page;
    Indentation(Page& page, int columns) : page_(page), columns_(columns) {
      page_.indent_ += columns_;
    }
    Page& page_;
    int columns_;
  };
  [[nodiscard]] Indentation Indented(int columns = 2) {
    return Indentation(*this, columns);
  }

 private:
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

#endif  // KNEAD_CLIENT_CLI_TEXT_PAGE_H_
