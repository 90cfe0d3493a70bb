#include "service/figure/svg_writer.h"

#include <pugixml.hpp>
#include <string>

#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(SvgNumberTest, HasNoZerosAtItsEnd) {
  const struct {
    double value;
    const char* text;
  } cases[] = {{0, "0"},          {-0.001, "0"},  {1, "1"},
               {1.5, "1.5"},      {1.05, "1.05"}, {-0.8, "-0.8"},
               {12.345, "12.35"}, {-7.999, "-8"}};
  for (const auto& test : cases) {
    EXPECT_EQ(SvgNumber(test.value), test.text) << test.value;
  }
}

TEST(ToTextTest, EscapesText) {
  pugi::xml_document document;
  pugi::xml_node svg = AddElement(document, "svg", {{"id", "a\"<b"}});
  AddText(svg, 1, 2, {12, "end", true}, "x < y & z");
  EXPECT_EQ(ToText(document),
            "<svg id=\"a&quot;&lt;b\">\n"
            " <text x=\"1\" y=\"2\" font-size=\"12\" text-anchor=\"end\" "
            "font-weight=\"bold\">x &lt; y &amp; z</text>\n"
            "</svg>\n");
}

TEST(SetTextTest, DropsWhatTurnsTheDirection) {
  pugi::xml_document document;
  SetText(AddElement(document, "title", {}),
          "calf\u202E \u202C\u2066m\u00fcde\u2069\u200F\u061C\u20ac");
  EXPECT_EQ(ToText(document), "<title>calf m\u00fcde\u20ac</title>\n");
}

}  // namespace
}  // namespace knead
