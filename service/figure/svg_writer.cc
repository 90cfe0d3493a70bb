#include "service/figure/svg_writer.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace knead {
namespace {

// The bytes of the character at the front when it turns the direction of the
// text around it, otherwise 0. These are U+061C, U+200E, U+200F, U+202A to
// U+202E and U+2066 to U+2069.
size_t TurnsDirection(absl::string_view text) {
  const auto byte = [&](size_t i) -> int {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  if (byte(0) == 0xD8) return byte(1) == 0x9C ? 2 : 0;
  if (byte(0) != 0xE2) return 0;
  const int last = byte(2);
  const bool turns = (byte(1) == 0x80 && (last == 0x8E || last == 0x8F ||
                                          (last >= 0xAA && last <= 0xAE))) ||
                     (byte(1) == 0x81 && last >= 0xA6 && last <= 0xA9);
  return turns ? 3 : 0;
}

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
  std::string kept;
  while (!text.empty()) {
    const size_t dropped = TurnsDirection(text);
    if (dropped == 0) kept.push_back(text.front());
    text.remove_prefix(dropped == 0 ? 1 : dropped);
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
