#ifndef KNEAD_CLIENT_CLI_TEXT_PAGE_H_
#define KNEAD_CLIENT_CLI_TEXT_PAGE_H_

#include "absl/strings/string_view.h"
#include "client/cli/text/style.h"

namespace knead::cli {

// A page for people, written from top to bottom: sections, paragraphs, lists.
// Whatever it is given is made safe to show first. Empty text writes nothing.
// Not thread-safe.
class Page {
 public:
  Page() = default;
  virtual ~Page() = default;

  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  // Keeps a distance between what comes before and what comes next; nothing at
  // the top.
  void Gap() { WriteGap(); }

  // A section's heading, with a gap before it.
  void Heading(absl::string_view text) {
    if (!text.empty()) WriteHeading(text);
  }

  // Heads a part of a section, with a gap before it.
  void Subheading(absl::string_view text) {
    if (!text.empty()) WriteSubheading(text);
  }

  // A paragraph.
  void Paragraph(absl::string_view text, Tone tone = Tone::kPlain) {
    if (!text.empty()) WriteParagraph(text, tone);
  }

  // An item of a list.
  void Bullet(absl::string_view text) {
    if (!text.empty()) WriteBullet(text);
  }

  // An item with its number. What is indented behind it belongs to it.
  void Numbered(int number, absl::string_view text) {
    if (!text.empty()) WriteNumbered(number, text);
  }

  // "Label: text".
  void Labelled(absl::string_view label, absl::string_view text) {
    if (!text.empty()) WriteLabelled(label, text);
  }

  // A line as it is, such as a command to copy.
  void Verbatim(absl::string_view line) {
    if (!line.empty()) WriteVerbatim(line);
  }

  // A picture, as an SVG document. A page that holds text alone leaves it out,
  // so that the text has to say everything by itself.
  void Picture(absl::string_view svg) {
    if (!svg.empty()) WritePicture(svg);
  }

  // Leads from the item that was written last to a picture that was written
  // above; nothing when it was not. A page that holds text alone leaves it out.
  void LinkToPicture(absl::string_view svg) {
    if (!svg.empty()) WriteLinkToPicture(svg);
  }

  // Indents, by `columns` more where there are columns, until the returned
  // object dies.
  class Indentation {
   public:
    ~Indentation() { page_.Outdent(columns_); }
    Indentation(const Indentation&) = delete;
    Indentation& operator=(const Indentation&) = delete;

   private:
    friend class Page;
    Indentation(Page& page, int columns) : page_(page), columns_(columns) {
      page_.Indent(columns_);
    }
    Page& page_;
    int columns_;
  };
  [[nodiscard]] Indentation Indented(int columns = 2) {
    return Indentation(*this, columns);
  }

 private:
  // The texts are not empty, and as they were given.
  virtual void WriteGap() = 0;
  virtual void WriteHeading(absl::string_view text) = 0;
  virtual void WriteSubheading(absl::string_view text) = 0;
  virtual void WriteParagraph(absl::string_view text, Tone tone) = 0;
  virtual void WriteBullet(absl::string_view text) = 0;
  virtual void WriteNumbered(int number, absl::string_view text) = 0;
  virtual void WriteLabelled(absl::string_view label,
                             absl::string_view text) = 0;
  virtual void WriteVerbatim(absl::string_view line) = 0;
  virtual void WritePicture(absl::string_view svg) = 0;
  virtual void WriteLinkToPicture(absl::string_view svg) = 0;
  virtual void Indent(int columns) = 0;
  virtual void Outdent(int columns) = 0;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_TEXT_PAGE_H_
