#include "service/figure/picture.h"

#include <algorithm>
#include <cstddef>
#include <pugixml.hpp>

#include "absl/strings/str_cat.h"
#include "service/figure/layout.h"
#include "service/figure/lettering.h"
#include "service/figure/svg_writer.h"
#include "service/figure/tile.h"

namespace knead {
namespace {

constexpr double kMargin = 12;
constexpr double kInner = kPictureWidth - 2 * kMargin;
constexpr double kTileGap = 8;
// Between the parts of a picture, from top to bottom.
constexpr double kPartGap = 14;
constexpr double kLineHeight = 20;
// From the top of a line to the foot of its letters.
constexpr double kAscent = 15;
constexpr TextStyle kBoldStyle = {kLetterSize, "start", true};
constexpr TextStyle kPlainStyle = {kLetterSize, "start", false};
constexpr double kSwatchGap = 10;
constexpr double kLegendGap = 5;

// Writes parts of a picture below each other.
class Writer {
 public:
  Writer(pugi::xml_node svg, const Picture& picture)
      : svg_(svg), picture_(picture) {}

  // Gives the height.
  double Write() {
    AddLines(picture_.title, kMargin, kBoldStyle);
    y_ += kPartGap;
    for (const std::vector<Panel>& group : picture_.groups) AddGroup(group);
    for (const auto& [mark, text] : picture_.legend) AddLegend(mark, text);
    if (!picture_.notes.empty()) y_ += kPartGap - kLegendGap;
    for (const std::string& note : picture_.notes) {
      AddLines(note, kMargin, kBoldStyle);
    }
    return y_ + kMargin;
  }

 private:
  // Breaks a text that begins at `x` into lines.
  void AddLines(const std::string& text, double x, const TextStyle& style) {
    for (const std::string& line :
         WrapText(text, kMargin + kInner - x, style)) {
      AddText(svg_, x, y_ + kAscent, style, line);
      y_ += kLineHeight;
    }
  }

  void AddGroup(const std::vector<Panel>& panels) {
    std::vector<double> widths(panels.size());
    std::transform(panels.begin(), panels.end(), widths.begin(), TileWidth);
    size_t first = 0;
    for (const std::vector<Span>& row : SetInRows(widths, kInner, kTileGap)) {
      double head = 0;
      for (size_t i = 0; i < row.size(); ++i) {
        head = std::max(head, TileHeadHeight(panels[first + i], row[i].width));
      }
      const double height = head + TileBodyHeight();
      for (size_t i = 0; i < row.size(); ++i) {
        const double x = kMargin + row[i].x;
        if (i > 0) AddLine(x - kTileGap / 2, height);
        AddTile(svg_, panels[first + i], x, y_ + head, row[i].width);
      }
      first += row.size();
      y_ += height + kPartGap;
    }
  }

  // Keeps apart what stands to both sides of it.
  void AddLine(double x, double height) {
    AddElement(svg_, "path",
               {{"d", absl::StrCat("M", SvgNumber(x), " ", SvgNumber(y_), " L",
                                   SvgNumber(x), " ", SvgNumber(y_ + height))},
                {"stroke", "#999999"},
                {"stroke-width", "1"}});
  }

  void AddLegend(Mark mark, const std::string& text) {
    AddSwatch(svg_, mark, kMargin, y_ + (kLineHeight - kSwatchHeight) / 2,
              picture_.id_prefix);
    AddLines(text, kMargin + kSwatchWidth + kSwatchGap, kPlainStyle);
    y_ += kLegendGap;
  }

  pugi::xml_node svg_;
  const Picture& picture_;
  double y_ = kMargin;
};

}  // namespace

std::string DrawPicture(const Picture& picture) {
  const std::string& prefix = picture.id_prefix;
  pugi::xml_document document;
  pugi::xml_node svg = AddElement(
      document, "svg",
      {{"xmlns", "http://www.w3.org/2000/svg"},
       {"version", "1.1"},
       {"width", SvgNumber(kPictureWidth)},
       {"height", ""},
       {"viewBox", ""},
       {"role", "img"},
       {"aria-labelledby", absl::StrCat(prefix, "title ", prefix, "desc")},
       {"font-family", "sans-serif"},
       {"fill", "#222222"}});
  SetText(AddElement(svg, "title", {{"id", absl::StrCat(prefix, "title")}}),
          picture.title);
  SetText(AddElement(svg, "desc", {{"id", absl::StrCat(prefix, "desc")}}),
          picture.description);
  AddDefinitions(svg, prefix);
  pugi::xml_node paper =
      AddElement(svg, "rect",
                 {{"width", "100%"}, {"height", "100%"}, {"fill", "#ffffff"}});
  const std::string height = SvgNumber(Writer(svg, picture).Write());
  paper.attribute("width") = SvgNumber(kPictureWidth).c_str();
  paper.attribute("height") = height.c_str();
  svg.attribute("height") = height.c_str();
  svg.attribute("viewBox") =
      absl::StrCat("0 0 ", SvgNumber(kPictureWidth), " ", height).c_str();
  return ToText(document);
}

}  // namespace knead
