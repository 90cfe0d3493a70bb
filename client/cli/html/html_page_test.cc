#include "client/cli/html/html_page.h"

#include <pugixml.hpp>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "client/cli/text/style.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

class HtmlPageTest : public testing::Test {
 protected:
  // What stands behind the title of the page.
  std::string Written() const {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(page_.Text().c_str())) << page_.Text();
    pugi::xml_node main = document.child("html").child("body").child("main");
    EXPECT_TRUE(main.remove_child("h1"));
    std::ostringstream out;
    for (const pugi::xml_node child : main.children()) {
      child.print(out, "", pugi::format_raw);
    }
    return out.str();
  }

  HtmlPage page_{"Session", ""};
};

TEST_F(HtmlPageTest, HasATitleALanguageAndNothingFromElsewhere) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(HtmlPage("A & B", "de").Text().c_str(),
                                   pugi::parse_full));
  EXPECT_STREQ(document.first_child().value(), "html");
  const pugi::xml_node html = document.child("html");
  EXPECT_STREQ(html.attribute("lang").value(), "de");
  EXPECT_STREQ(html.child("head").child("title").child_value(), "A & B");
  EXPECT_STREQ(html.child("body").child("main").child("h1").child_value(),
               "A & B");
  EXPECT_TRUE(absl::StrContains(page_.Text(), "default-src 'none'"));
  EXPECT_TRUE(absl::StrContains(page_.Text(), "<html lang=\"en\">"));
}

TEST_F(HtmlPageTest, TheStyleSheetNeedsNoEscapes) {
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(page_.Text().c_str()));
  const std::string style =
      document.child("html").child("head").child("style").child_value();
  EXPECT_NE(style, "");
  EXPECT_EQ(style.find_first_of("<>&"), std::string::npos);
}

TEST_F(HtmlPageTest, HeadingsOpenSections) {
  page_.Paragraph("first");
  page_.Heading("A");
  page_.Gap();
  page_.Subheading("B");
  page_.Paragraph("b");
  page_.Subheading("C");
  page_.Heading("D");
  EXPECT_EQ(Written(),
            "<p>first</p>"
            "<section><h2>A</h2>"
            "<section><h3>B</h3><p>b</p></section>"
            "<section><h3>C</h3></section></section>"
            "<section><h2>D</h2></section>");
}

TEST_F(HtmlPageTest, ItemsOfOneListStayTogether) {
  page_.Bullet("a");
  page_.Gap();
  page_.Bullet("b");
  page_.Numbered(7, "c");
  page_.Paragraph("d");
  page_.Bullet("e");
  EXPECT_EQ(Written(),
            "<ul><li><p>a</p></li><li><p>b</p></li></ul>"
            "<ol><li value=\"7\"><p>c</p></li></ol>"
            "<p>d</p>"
            "<ul><li><p>e</p></li></ul>");
}

TEST_F(HtmlPageTest, WhatIsIndentedBelongsToTheItem) {
  page_.Numbered(1, "a");
  {
    auto indentation = page_.Indented();
    page_.Labelled("Why", "b");
    page_.Bullet("c");
  }
  page_.Numbered(2, "d");
  page_.Paragraph("e");
  {
    auto indentation = page_.Indented();
    page_.Verbatim("knead plan");
  }
  { auto nothing = page_.Indented(); }
  EXPECT_EQ(Written(),
            "<ol><li value=\"1\"><p>a</p><p><strong>Why:</strong> b</p>"
            "<ul><li><p>c</p></li></ul></li>"
            "<li value=\"2\"><p>d</p></li></ol>"
            "<p>e</p><div class=\"inner\"><pre>knead plan</pre></div>");
}

TEST_F(HtmlPageTest, TonesAreClasses) {
  page_.Paragraph("a", Tone::kDanger);
  page_.Paragraph("b", Tone::kQuiet);
  EXPECT_EQ(Written(), "<p class=\"danger\">a</p><p class=\"quiet\">b</p>");
}

TEST_F(HtmlPageTest, EmptyTextWritesNothing) {
  page_.Paragraph("");
  page_.Labelled("Why", "");
  page_.Picture("");
  EXPECT_EQ(Written(), "");
}

TEST_F(HtmlPageTest, TextIsNeverMarkup) {
  page_.Paragraph("</p><script>alert(1)</script>");
  page_.Bullet("a & b \x1b[2J \xff");
  EXPECT_EQ(Written(),
            "<p>&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>"
            "<ul><li><p>a &amp; b \uFFFD[2J \uFFFD</p></li></ul>");
}

TEST_F(HtmlPageTest, APictureIsShownOnce) {
  page_.Picture("<svg><title>Calf</title></svg>");
  page_.Picture("<svg><title>Calf</title></svg>");
  page_.Picture("no picture");
  EXPECT_EQ(Written(),
            "<figure id=\"picture-1\"><svg><title>Calf</title></svg></figure>");
}

TEST_F(HtmlPageTest, AnItemLeadsToItsPicture) {
  page_.Picture("no picture");
  page_.Picture("<svg><title>Calf</title></svg>");
  page_.Numbered(1, "a");
  page_.LinkToPicture("<svg><title>Calf</title></svg>");
  page_.Numbered(2, "b");
  page_.LinkToPicture("<svg><title>Shin</title></svg>");
  page_.LinkToPicture("no picture");
  EXPECT_EQ(Written(),
            "<figure id=\"picture-2\"><svg><title>Calf</title></svg></figure>"
            "<ol><li value=\"1\"><p>a <a href=\"#picture-2\" "
            "aria-label=\"Picture: Calf\">Picture</a></p></li>"
            "<li value=\"2\"><p>b</p></li></ol>");
}

TEST_F(HtmlPageTest, NothingTurnsTheDirectionOfText) {
  page_.Paragraph("a \u202Eb\u202C\u2066c\u2069\u200F");
  page_.Picture("<svg><title>d\u202Ee\u202C</title></svg>");
  EXPECT_EQ(Written(),
            "<p>a bc</p>"
            "<figure id=\"picture-1\"><svg><title>de</title></svg></figure>");
}

}  // namespace
}  // namespace knead::cli
