#include "client/cli/html/safe_svg.h"

#include <pugixml.hpp>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "client/cli/text/unicode.h"

namespace knead::cli {
namespace {

// What pictures are drawn with. No script, no style sheet, no foreign content,
// no animation, no image and no link.
bool IsHarmlessElement(absl::string_view name) {
  for (const absl::string_view harmless :
       {"circle", "clipPath", "defs", "desc", "ellipse", "g", "line", "marker",
        "path", "pattern", "polygon", "polyline", "rect", "svg", "text",
        "title", "tspan"}) {
    if (name == harmless) return true;
  }
  return false;
}

// Whether an attribute can neither act nor fetch. Escapes in CSS could hide
// what a value refers to.
bool IsHarmlessAttribute(absl::string_view name, absl::string_view value) {
  const std::string folded = absl::AsciiStrToLower(value);
  // A browser takes names in any case.
  return !absl::StartsWithIgnoreCase(name, "on") &&
         !absl::EqualsIgnoreCase(name, "style") &&
         !absl::EndsWithIgnoreCase(name, "href") &&
         !absl::StrContains(value, '\\') &&
         !absl::StrContains(absl::StrReplaceAll(folded, {{"url(#", ""}}),
                            "url(");
}

// Appends the harmless parts of `from` to `to`.
void CopyHarmless(pugi::xml_node from, pugi::xml_node to) {
  for (const pugi::xml_attribute attribute : from.attributes()) {
    if (IsHarmlessAttribute(attribute.name(), attribute.value())) {
      to.append_attribute(attribute.name())
          .set_value(Printable(attribute.value()).c_str());
    }
  }
  for (const pugi::xml_node child : from.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      to.append_child(pugi::node_pcdata)
          .set_value(Printable(child.value()).c_str());
    } else if (child.type() == pugi::node_element &&
               IsHarmlessElement(child.name())) {
      CopyHarmless(child, to.append_child(child.name()));
    }
  }
}

}  // namespace

bool AppendSafeSvg(pugi::xml_node parent, absl::string_view svg) {
  pugi::xml_document document;
  if (!document.load_buffer(svg.data(), svg.size())) return false;
  const pugi::xml_node root = document.child("svg");
  if (!root) return false;
  CopyHarmless(root, parent.append_child("svg"));
  return true;
}

}  // namespace knead::cli
