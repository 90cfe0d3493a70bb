#include "client/cli/html/html_page.h"

#include <pugixml.hpp>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/html/safe_svg.h"
#include "client/cli/html/style_sheet.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"

namespace knead::cli {
namespace {

// Width of a picture, in pixels, that text may stand beside.
constexpr double kMostBesideText = 420;

void SetText(pugi::xml_node node, absl::string_view text) {
  node.append_child(pugi::node_pcdata).set_value(Printable(text).c_str());
}

void SetAttribute(pugi::xml_node node, const char* name,
                  const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}

void AddMeta(pugi::xml_node head, const char* key, const char* name,
             const char* content) {
  pugi::xml_node meta = head.append_child("meta");
  SetAttribute(meta, key, name);
  SetAttribute(meta, "content", content);
}

const char* ClassOf(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return nullptr;
    case Tone::kTitle:
    case Tone::kHeading:
      return "title";
    case Tone::kLabel:
      return "label";
    case Tone::kGood:
      return "good";
    case Tone::kCaution:
      return "caution";
    case Tone::kDanger:
      return "danger";
    case Tone::kQuiet:
      return "quiet";
  }
  return nullptr;
}

}  // namespace

HtmlPage::HtmlPage(absl::string_view title, absl::string_view language) {
  document_.append_child(pugi::node_doctype).set_value("html");
  pugi::xml_node html = document_.append_child("html");
  SetAttribute(html, "lang", language.empty() ? "en" : Printable(language));
  pugi::xml_node head = html.append_child("head");
  SetAttribute(head.append_child("meta"), "charset", "utf-8");
  AddMeta(head, "name", "viewport", "width=device-width, initial-scale=1");
  // Whatever may have slipped in: no script, and nothing from elsewhere.
  AddMeta(head, "http-equiv", "Content-Security-Policy",
          "default-src 'none'; style-src 'unsafe-inline'");
  SetText(head.append_child("title"), title);
  SetText(head.append_child("style"), kStyleSheet);
  main_ = html.append_child("body").append_child("main");
  SetText(main_.append_child("h1"), title);
  section_ = main_;
  levels_.push_back({main_, {}, {}});
}

std::string HtmlPage::Text() const {
  std::ostringstream out;
  document_.save(out, " ", pugi::format_indent | pugi::format_no_declaration,
                 pugi::encoding_utf8);
  return out.str();
}

pugi::xml_node HtmlPage::Add(const char* element) {
  Level& level = levels_.back();
  level.list = {};
  level.item = {};
  return level.box.append_child(element);
}

pugi::xml_node HtmlPage::AddItem(const char* list) {
  Level& level = levels_.back();
  if (!level.list || absl::string_view(level.list.name()) != list) {
    level.list = level.box.append_child(list);
  }
  level.item = level.list.append_child("li");
  return level.item;
}

void HtmlPage::OpenSection(pugi::xml_node parent, const char* heading,
                           absl::string_view text) {
  pugi::xml_node section = parent.append_child("section");
  SetText(section.append_child(heading), text);
  levels_.assign(1, {section, {}, {}});
}

void HtmlPage::WriteHeading(absl::string_view text) {
  OpenSection(main_, "h2", text);
  section_ = levels_.back().box;
}

void HtmlPage::WriteSubheading(absl::string_view text) {
  OpenSection(section_, "h3", text);
}

void HtmlPage::WriteParagraph(absl::string_view text, Tone tone) {
  pugi::xml_node paragraph = Add("p");
  if (const char* const name = ClassOf(tone); name != nullptr) {
    SetAttribute(paragraph, "class", name);
  }
  SetText(paragraph, text);
}

void HtmlPage::WriteBullet(absl::string_view text) {
  SetText(AddItem("ul").append_child("p"), text);
}

void HtmlPage::WriteNumbered(int number, absl::string_view text) {
  pugi::xml_node item = AddItem("ol");
  SetAttribute(item, "value", absl::StrCat(number));
  SetText(item.append_child("p"), text);
}

void HtmlPage::WriteLabelled(absl::string_view label, absl::string_view text) {
  pugi::xml_node paragraph = Add("p");
  SetText(paragraph.append_child("strong"), absl::StrCat(label, ":"));
  SetText(paragraph, absl::StrCat(" ", text));
}

void HtmlPage::WriteVerbatim(absl::string_view line) {
  SetText(Add("pre"), line);
}

void HtmlPage::WritePicture(absl::string_view svg) {
  pugi::xml_node& known = pictures_[std::string(svg)];
  if (known) return;
  pugi::xml_node figure = Add("figure");
  if (!AppendSafeSvg(figure, svg)) {
    figure.parent().remove_child(figure);
    return;
  }
  known = figure;
  SetAttribute(figure, "id", absl::StrCat("picture-", pictures_.size()));
  // Several views beside each other need the whole width to be read.
  if (figure.child("svg").attribute("width").as_double() > kMostBesideText) {
    SetAttribute(figure, "class", "wide");
  }
}

void HtmlPage::WriteLinkToPicture(absl::string_view svg) {
  const auto found = pictures_.find(std::string(svg));
  pugi::xml_node item = levels_.back().item;
  if (found == pictures_.end() || !found->second || !item) return;
  pugi::xml_node text = item.child("p");
  SetText(text, " ");
  pugi::xml_node link = text.append_child("a");
  SetAttribute(link, "href",
               absl::StrCat("#", found->second.attribute("id").value()));
  SetText(link, "Picture");
  // Links are read out of their context, too.
  const std::string title = found->second.child("svg").child_value("title");
  if (!title.empty()) {
    SetAttribute(link, "aria-label", absl::StrCat("Picture: ", title));
  }
}

void HtmlPage::Indent(int /*columns*/) {
  Level& level = levels_.back();
  pugi::xml_node box = level.item;
  if (!box) {
    box = Add("div");
    SetAttribute(box, "class", "inner");
  }
  levels_.push_back({box, {}, {}});
}

void HtmlPage::Outdent(int /*columns*/) {
  pugi::xml_node box = levels_.back().box;
  if (!box.first_child()) box.parent().remove_child(box);
  levels_.pop_back();
}

}  // namespace knead::cli
