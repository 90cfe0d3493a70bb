#ifndef KNEAD_CLIENT_CLI_HTML_HTML_PAGE_H_
#define KNEAD_CLIENT_CLI_HTML_HTML_PAGE_H_

#include <map>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"

namespace knead::cli {

// A page in HTML, for a browser or for paper, that needs nothing outside of
// itself: no script, style and pictures within. It is well-formed XML too. Text
// is escaped and pictures are drawn from harmless parts only, so that nothing
// that it is given can act or fetch. A picture that is given again is left out;
// links lead to the one that is there.
// Not thread-safe.
class HtmlPage : public Page {
 public:
  // A page with this title, in the language of this BCP 47 tag (empty:
  // English).
  HtmlPage(absl::string_view title, absl::string_view language);

  // The page as far as it was written, as UTF-8.
  std::string Text() const;

 private:
  // Where writing goes on.
  struct Level {
    pugi::xml_node box;
    // The list that was written last, and its last item; null behind anything
    // else.
    pugi::xml_node list;
    pugi::xml_node item;
  };

  void WriteGap() override {}
  void WriteHeading(absl::string_view text) override;
  void WriteSubheading(absl::string_view text) override;
  void WriteParagraph(absl::string_view text, Tone tone) override;
  void WriteBullet(absl::string_view text) override;
  void WriteNumbered(int number, absl::string_view text) override;
  void WriteLabelled(absl::string_view label, absl::string_view text) override;
  void WriteVerbatim(absl::string_view line) override;
  void WritePicture(absl::string_view svg) override;
  void WriteLinkToPicture(absl::string_view svg) override;
  void Indent(int columns) override;
  void Outdent(int columns) override;

  // A new element behind all that was written.
  pugi::xml_node Add(const char* element);
  // A new item of a list of that element, which goes on if it was the last.
  pugi::xml_node AddItem(const char* list);
  // A new part of the page, headed by `text`.
  void OpenSection(pugi::xml_node parent, const char* heading,
                   absl::string_view text);

  pugi::xml_document document_;
  pugi::xml_node main_;
  // The section of the last heading; `main_` before the first.
  pugi::xml_node section_;
  std::vector<Level> levels_;
  // The figures that hold pictures, by the picture as it was given; null for
  // what is no picture.
  std::map<std::string, pugi::xml_node> pictures_;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_HTML_HTML_PAGE_H_
