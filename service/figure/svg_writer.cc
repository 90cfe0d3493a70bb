#include "service/figure/svg_writer.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace knead {
namespace {

// The mean width of a letter, as a share of the font's size; a little more than
// common fonts have.
constexpr double kLetterWidth = 0.56;
constexpr double kBoldLetterWidth = 0.62;

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

void AddText(pugi::xml_node parent, double x, double y, const TextStyle& style,
             const std::string& text) {
  pugi::xml_node node = AddElement(parent, "text",
                                   {{"x", SvgNumber(x)},
                                    {"y", SvgNumber(y)},
                                    {"font-size", SvgNumber(style.size)},
                                    {"text-anchor", style.anchor}});
  if (style.bold) node.append_attribute("font-weight") = "bold";
  node.text().set(text.c_str());
}

double TextWidth(absl::string_view text, const TextStyle& style) {
  int letters = 0;
  for (const char c : text) {
    // Bytes that continue a letter in UTF-8 do not count.
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++letters;
  }
  return letters * style.size * (style.bold ? kBoldLetterWidth : kLetterWidth);
}

std::vector<std::string> WrapText(absl::string_view text, double width,
                                  const TextStyle& style) {
  std::vector<std::string> lines;
  for (const absl::string_view word :
       absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    if (!lines.empty()) {
      std::string longer = absl::StrCat(lines.back(), " ", word);
      if (TextWidth(longer, style) <= width) {
        lines.back() = std::move(longer);
        continue;
      }
    }
    lines.push_back(std::string(word));
  }
  return lines;
}

std::string ToText(const pugi::xml_document& document) {
  StringWriter writer;
  document.save(writer, " ", pugi::format_indent | pugi::format_no_declaration,
                pugi::encoding_utf8);
  return std::move(writer.text);
}

}  // namespace knead
