#include "client/cli/html/safe_svg.h"

#include <pugixml.hpp>
#include <sstream>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

// What is appended for a document.
std::string Appended(absl::string_view svg) {
  pugi::xml_document page;
  AppendSafeSvg(page.append_child("figure"), svg);
  std::ostringstream out;
  page.save(out, "", pugi::format_raw | pugi::format_no_declaration);
  return out.str();
}

TEST(SafeSvgTest, PicturesStayAsTheyAre) {
  const std::string picture =
      R"svg(<svg xmlns="http://www.w3.org/2000/svg" role="img" )svg"
      R"svg(aria-labelledby="a"><title id="a">Calf &amp; heel</title>)svg"
      R"svg(<path fill="url(#hatch)" d="M0 0"/><text>inner</text></svg>)svg";
  EXPECT_EQ(Appended("<?xml version=\"1.0\"?>\n" + picture),
            "<figure>" + picture + "</figure>");
}

TEST(SafeSvgTest, NothingActsOrFetches) {
  for (const char* part : {
           "<script>alert(1)</script>",
           "<style>path { fill: url(http://x.test/) }</style>",
           "<image href=\"http://x.test/a.png\" />",
           "<use xlink:href=\"http://x.test/a.svg#b\" />",
           "<a href=\"javascript:alert(1)\"><text>x</text></a>",
           "<foreignObject><iframe src=\"http://x.test\" /></foreignObject>",
           "<animate attributeName=\"href\" />",
           "<!-- a comment -->",
           "<?instruction x?>",
       }) {
    EXPECT_EQ(Appended(std::string("<svg>") + part + "</svg>"),
              "<figure><svg/></figure>")
        << part;
  }
  for (const char* attribute : {
           "onload=\"alert(1)\"",
           "ONCLICK=\"alert(1)\"",
           "href=\"http://x.test\"",
           "xlink:href=\"#a\"",
           "style=\"fill: red\"",
           "fill=\"url(http://x.test/a#b)\"",
           "fill=\"URL( 'http://x.test/a' )\"",
           "fill=\"url(#a) url(http://x.test)\"",
           "fill=\"\\75rl(http://x.test)\"",
       }) {
    EXPECT_EQ(Appended(std::string("<svg><path ") + attribute + " /></svg>"),
              "<figure><svg><path/></svg></figure>")
        << attribute;
  }
}

TEST(SafeSvgTest, ControlCharactersAreReplaced) {
  EXPECT_EQ(Appended("<svg><text>a&#7;b</text></svg>"),
            "<figure><svg><text>a\uFFFDb</text></svg></figure>");
}

TEST(SafeSvgTest, AnythingElseIsNone) {
  for (const char* text : {"", "<svg", "<html></html>", "calf"}) {
    EXPECT_EQ(Appended(text), "<figure/>") << text;
  }
}

}  // namespace
}  // namespace knead::cli
