#ifndef KNEAD_SERVICE_FIGURE_SVG_WRITER_H_
#define KNEAD_SERVICE_FIGURE_SVG_WRITER_H_

#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "service/figure/lettering.h"

namespace knead {

// Small helpers to write SVG with pugixml. Thread-safe for different documents.

// A number with at most two decimals, without zeros at its end.
std::string SvgNumber(double value);

// Appends an element with its attributes, in that order.
pugi::xml_node AddElement(
    pugi::xml_node parent, const char* name,
    std::initializer_list<std::pair<const char*, std::string>> attributes);

// Sets the text of an element. Characters that turn the direction of what
// stands around them are dropped.
void SetText(pugi::xml_node node, absl::string_view text);

// Appends a line of text.
void AddText(pugi::xml_node parent, double x, double y, const TextStyle& style,
             const std::string& text);

// The document as text, without a declaration.
std::string ToText(const pugi::xml_document& document);

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_SVG_WRITER_H_
