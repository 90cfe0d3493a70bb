#include "service/figure/tile.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "service/figure/leg_names.h"
#include "service/figure/lettering.h"
#include "service/figure/svg_writer.h"

namespace knead {
namespace {

constexpr double kLineHeight = 19;
constexpr TextStyle kLegStyle = {kLetterSize, "middle", true};
constexpr TextStyle kCaptionStyle = {kLetterSize, "middle", false};
// From the lowest line above a leg to the leg, and from the leg to the line
// below it.
constexpr double kAboveLeg = 10;
constexpr double kBelowLeg = 17;
// Below the last line: what reaches under it.
constexpr double kDescent = 5;

constexpr double kLegScale = 0.65;
// So that three legs stand beside each other.
constexpr double kMinLegWidth = 106;
// Room around a leg for its contour, in the drawing's numbers.
constexpr double kCropMargin = 2;
constexpr double kGap = 12;

// Strokes over less than this are shown in a close-up as well, of this part of
// the drawing.
constexpr double kCloseUpBelow = 80;
constexpr double kCloseUpSpan = 96;
constexpr double kCloseUpScale = 2.15;
constexpr double kCloseUpSize = kCloseUpSpan * kCloseUpScale;

// The part of the drawing that is shown. Legs stand on one line, whatever the
// drawing.
FigureBox CropOf(const Panel& panel) {
  FigureBox box = panel.drawing->outline.box;
  box.min = {box.min.x - kCropMargin, 0};
  box.max = {box.max.x + kCropMargin, kDrawingHeight};
  return box;
}

// The part to enlarge; empty when all is large enough.
FigureBox CloseUpOf(const Panel& panel) {
  FigureBox strokes;
  for (const PathData* path : panel.strokes) strokes.Add(path->box);
  FigureBox box;
  if (strokes.empty || strokes.height() >= kCloseUpBelow) return box;
  // The regions around the strokes as well, when they fit.
  FigureBox all = strokes;
  for (const PanelRegion& region : panel.regions) {
    if (region.mark == Mark::kLeftOut) continue;
    for (const PathData& path : *region.paths) all.Add(path.box);
  }
  const bool fits = all.width() <= kCloseUpSpan && all.height() <= kCloseUpSpan;
  const FigurePoint center = fits ? all.center() : strokes.center();
  const double half = kCloseUpSpan / 2;
  box.Add(FigurePoint{center.x - half, center.y - half});
  box.Add(FigurePoint{center.x + half, center.y + half});
  return box;
}

double LegWidth(const Panel& panel) {
  return std::max(kMinLegWidth, CropOf(panel).width() * kLegScale);
}

// The width of a tile's column for the leg itself.
double LegColumn(const Panel& panel, double width) {
  return CloseUpOf(panel).empty ? width : width - kGap - kCloseUpSize;
}

std::vector<std::string> Caption(const Panel& panel, double column) {
  return WrapText(WordsOf(panel.drawing->view).from, column, kCaptionStyle);
}

// Writes what is at the viewer's left and right, from `left` to `right`.
void AddSideMarks(pugi::xml_node svg, const Panel& panel, double left,
                  double right, double y) {
  const ViewWords words = WordsOf(panel.drawing->view);
  const bool mirrored = panel.side == v1::SIDE_LEFT;
  AddText(svg, left, y, {kLetterSize, "start", false},
          mirrored ? words.right : words.left);
  AddText(svg, right, y, {kLetterSize, "end", false},
          mirrored ? words.left : words.right);
}

void AddFrame(pugi::xml_node parent, const FigureBox& box, double line) {
  AddElement(parent, "rect",
             {{"x", SvgNumber(box.min.x)},
              {"y", SvgNumber(box.min.y)},
              {"width", SvgNumber(box.width())},
              {"height", SvgNumber(box.height())},
              {"fill", "none"},
              {"stroke", "#222222"},
              {"stroke-width", SvgNumber(line)}});
}

// Draws the part `part` of the panel enlarged, with its words, from `x` on.
// `middle` is where it should have its middle.
void AddCloseUp(pugi::xml_node svg, const Panel& panel, const FigureBox& part,
                const std::string& id, double x, double middle) {
  FigureBox shown;
  shown.Add(FigurePoint{x, middle - kCloseUpSize / 2});
  shown.Add(FigurePoint{x + kCloseUpSize, middle + kCloseUpSize / 2});
  pugi::xml_node clip = AddElement(svg.child("defs"), "clipPath",
                                   {{"id", absl::StrCat(id, "-clip")}});
  AddElement(clip, "rect",
             {{"x", SvgNumber(shown.min.x)},
              {"y", SvgNumber(shown.min.y)},
              {"width", SvgNumber(kCloseUpSize)},
              {"height", SvgNumber(kCloseUpSize)}});
  pugi::xml_node group = AddElement(
      svg, "g", {{"clip-path", absl::StrCat("url(#", id, "-clip)")}});
  AddLeg(group, panel, {part, shown.min, kCloseUpScale},
         absl::StrCat(id, "-near"), true);
  AddFrame(svg, shown, 1.2);
  AddText(svg, shown.center().x, shown.min.y - kAboveLeg, kCaptionStyle,
          "close up");
  AddSideMarks(svg, panel, shown.min.x, shown.max.x, shown.max.y + kBelowLeg);
}

}  // namespace

double TileWidth(const Panel& panel) {
  return LegWidth(panel) + (CloseUpOf(panel).empty ? 0 : kGap + kCloseUpSize);
}

double TileHeadHeight(const Panel& panel, double width) {
  const auto lines = 1 + Caption(panel, LegColumn(panel, width)).size();
  return static_cast<double>(lines) * kLineHeight + kAboveLeg;
}

double TileBodyHeight() {
  return kDrawingHeight * kLegScale + kBelowLeg + kDescent;
}

void AddTile(pugi::xml_node svg, const Panel& panel, double x, double top,
             double width) {
  const double column = LegColumn(panel, width);
  const double middle = x + column / 2;
  const std::vector<std::string> caption = Caption(panel, column);
  double y =
      top - kAboveLeg - kLineHeight * static_cast<double>(caption.size());
  AddText(svg, middle, y, kLegStyle,
          absl::StrCat(Capitalised(LegOf(panel.side)), ","));
  for (const std::string& line : caption) {
    AddText(svg, middle, y += kLineHeight, kCaptionStyle, line);
  }
  const FigureBox crop = CropOf(panel);
  const double half = std::max(kMinLegWidth, crop.width() * kLegScale) / 2;
  AddSideMarks(svg, panel, middle - half, middle + half,
               top + kDrawingHeight * kLegScale + kBelowLeg);

  const std::string id =
      absl::StrCat(panel.id_prefix, WordsOf(panel.drawing->view).id, "-",
                   SideId(panel.side));
  const FigureBox close_up = CloseUpOf(panel);
  pugi::xml_node leg =
      AddLeg(svg, panel,
             {crop, {middle - crop.width() * kLegScale / 2, top}, kLegScale},
             id, close_up.empty);
  if (close_up.empty) return;
  AddFrame(leg, close_up, 1 / kLegScale);
  AddCloseUp(svg, panel, close_up, id, x + column + kGap,
             top + close_up.center().y * kLegScale);
}

}  // namespace knead
