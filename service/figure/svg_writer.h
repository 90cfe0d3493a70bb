#ifndef KNEAD_SERVICE_FIGURE_SVG_WRITER_H_
#define KNEAD_SERVICE_FIGURE_SVG_WRITER_H_

#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace knead {

// Small helpers to write SVG with pugixml. Thread-safe for different documents.

// A number with at most two decimals, without zeros at its end.
std::string SvgNumber(double value);

// Appends an element with its attributes, in that order.
pugi::xml_node AddElement(
    pugi::xml_node parent, const char* name,
    std::initializer_list<std::pair<const char*, std::string>> attributes);

// How to set a line of text.
struct TextStyle {
  double size = 13;
  const char* anchor = "start";
  bool bold = false;
};

// Appends a line of text.
void AddText(pugi::xml_node parent, double x, double y, const TextStyle& style,
             const std::string& text);

// About how wide a line of text gets in a sans-serif font.
double TextWidth(absl::string_view text, const TextStyle& style);

// Breaks a text into lines that are about `width` wide at most; a longer word
// gets a line of its own.
std::vector<std::string> WrapText(absl::string_view text, double width,
                                  const TextStyle& style);

// The document as text, without a declaration.
std::string ToText(const pugi::xml_document& document);

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_SVG_WRITER_H_
