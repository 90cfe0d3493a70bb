#include "service/figure/svg_writer.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace knead {
namespace {

// U+061C, U+200E, U+200F, U+202A to U+202E and U+2066 to U+2069.
constexpr absl::string_view kDirectionControls[] = {
    "\xd8\x9c",     "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xaa",
    "\xe2\x80\xab", "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae",
    "\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8", "\xe2\x81\xa9"};

class StringWriter : public pugi::xml_writer {
 public:
  void write(const void* data, size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }

  std::string text;
};

}  // namespace

std::string SvgNumber(double value) {
  const int64_t hundredths = std::llround(value * 100);
  const int64_t whole = std::abs(hundredths) / 100;
  const int64_t rest = std::abs(hundredths) % 100;
  std::string text = absl::StrCat(hundredths < 0 ? "-" : "", whole);
  if (rest != 0) {
    absl::StrAppend(&text, ".", rest / 10);
    if (rest % 10 != 0) absl::StrAppend(&text, rest % 10);
  }
  return text;
}

pugi::xml_node AddElement(
    pugi::xml_node parent, const char* name,
    std::initializer_list<std::pair<const char*, std::string>> attributes) {
  pugi::xml_node node = parent.append_child(name);
  for (const auto& [key, value] : attributes) {
    node.append_attribute(key) = value.c_str();
  }
  return node;
}

void SetText(pugi::xml_node node, absl::string_view text) {
  std::string kept(text);
  for (const absl::string_view control : kDirectionControls) {
    kept = absl::StrReplaceAll(kept, {{control, ""}});
  }
  node.text().set(kept.c_str());
}

void AddText(pugi::xml_node parent, double x, double y, const TextStyle& style,
             const std::string& text) {
  pugi::xml_node node = AddElement(parent, "text",
                                   {{"x", SvgNumber(x)},
                                    {"y", SvgNumber(y)},
                                    {"font-size", SvgNumber(style.size)},
                                    {"text-anchor", style.anchor}});
  if (style.bold) node.append_attribute("font-weight") = "bold";
  SetText(node, text);
}

std::string ToText(const pugi::xml_document& document) {
  StringWriter writer;
  document.save(writer, " ", pugi::format_indent | pugi::format_no_declaration,
                pugi::encoding_utf8);
  return std::move(writer.text);
}

}  // namespace knead
