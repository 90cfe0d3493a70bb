#include "service/figure/svg_writer.h"

#include <pugixml.hpp>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

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

TEST(WrapTextTest, BreaksBetweenWords) {
  const TextStyle style = {10, "start", false};
  EXPECT_THAT(WrapText("", 100, style), IsEmpty());
  EXPECT_THAT(WrapText("one two  three", 1000, style),
              ElementsAre("one two three"));
  EXPECT_THAT(WrapText("one two three", 45, style),
              ElementsAre("one two", "three"));
  EXPECT_THAT(WrapText("unbreakable", 5, style), ElementsAre("unbreakable"));
}

TEST(TextWidthTest, CountsLettersNotBytes) {
  const TextStyle style;
  EXPECT_EQ(TextWidth("\xc3\xa9t\xc3\xa9", style), TextWidth("ete", style));
  EXPECT_LT(TextWidth("ete", style), TextWidth("ete", {13, "start", true}));
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

}  // namespace
}  // namespace knead
