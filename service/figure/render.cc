#include "service/figure/render.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "knead/v1/anatomy.pb.h"
#include "service/errors/errors.h"
#include "service/figure/left_out.h"
#include "service/figure/panel.h"
#include "service/figure/svg_writer.h"
#include "service/figure/target.h"

namespace knead {
namespace {

// The layout, in pixels of the natural size.
constexpr double kMargin = 18;
constexpr double kGap = 18;
constexpr double kLegScale = 0.8;
constexpr double kMinPanelWidth = 130;
constexpr double kMinTextWidth = 300;
constexpr double kLineHeight = 18;
constexpr double kRowHeight = 26;
constexpr TextStyle kTitleStyle = {17, "start", true};
constexpr TextStyle kNoteStyle = {13, "start", true};
constexpr TextStyle kLegendStyle = {13, "start", false};
constexpr TextStyle kCaptionStyle = {13, "middle", false};
constexpr TextStyle kLegStyle = {13, "middle", true};
// Room around a leg for what is drawn on its contour, in the drawing's numbers.
constexpr double kCropMargin = 4;
// Strokes over less than this are shown in a close-up as well, of this part of
// the drawing.
constexpr double kCloseUpBelow = 80;
constexpr double kCloseUpSpan = 96;
constexpr double kCloseUpScale = 2.4;

// What stands at the viewer's left and right of a right leg.
struct ViewWords {
  const char* id;
  const char* from;
  const char* left;
  const char* right;
};

ViewWords WordsOf(v1::FigureView view) {
  switch (view) {
    case v1::FIGURE_VIEW_FRONT:
      return {"front", "from the front", "outer", "inner"};
    case v1::FIGURE_VIEW_BACK:
      return {"back", "from behind", "inner", "outer"};
    case v1::FIGURE_VIEW_OUTER:
      return {"outer", "from the outer side", "back", "front"};
    default:
      return {"inner", "from the inner side", "front", "back"};
  }
}

const char* SideId(v1::Side side) {
  switch (side) {
    case v1::SIDE_LEFT:
      return "left";
    case v1::SIDE_RIGHT:
      return "right";
    default:
      return "both";
  }
}

std::string LegOf(v1::Side side) {
  return side == v1::SIDE_UNSPECIFIED ? "both legs"
                                      : absl::StrCat(SideId(side), " leg");
}

std::string Capitalised(std::string text) {
  if (!text.empty()) text[0] = absl::ascii_toupper(text[0]);
  return text;
}

// `a, b and c`.
std::string Listed(const std::vector<std::string>& items) {
  if (items.empty()) return "";
  const std::string last = items.back();
  if (items.size() == 1) return last;
  return absl::StrCat(absl::StrJoin(items.begin(), items.end() - 1, ", "),
                      " and ", last);
}

bool Shows(const Drawing& drawing, const FigureTarget& target, bool strokes) {
  if (strokes) return drawing.strokes.count(target.name) > 0;
  return std::any_of(target.regions.begin(), target.regions.end(),
                     [&](const std::string& region) {
                       return drawing.regions.count(region) > 0;
                     });
}

// The drawings that show the target: a technique those with its strokes.
std::vector<const Drawing*> ChooseDrawings(const Atlas& atlas,
                                           const FigureTarget& target) {
  std::vector<const Drawing*> chosen;
  for (const bool strokes : {true, false}) {
    if (strokes && target.technique == nullptr) continue;
    for (const Drawing& drawing : atlas.drawings()) {
      if (Shows(drawing, target, strokes)) chosen.push_back(&drawing);
    }
    if (!chosen.empty()) break;
  }
  return chosen;
}

// The legs in the order in which the viewer sees them.
std::vector<v1::Side> LegsOf(v1::FigureView view, v1::Side side) {
  if (side != v1::SIDE_UNSPECIFIED) return {side};
  if (view == v1::FIGURE_VIEW_BACK) return {v1::SIDE_LEFT, v1::SIDE_RIGHT};
  return {v1::SIDE_RIGHT, v1::SIDE_LEFT};
}

// Composes one figure.
class Composer {
 public:
  Composer(const Catalog& catalog, FigureTarget target, v1::Side side,
           const LeftOut& left_out)
      : catalog_(catalog),
        target_(std::move(target)),
        side_(side),
        left_out_(left_out),
        id_prefix_(absl::StrCat(target_.id, "-", SideId(side), "-")) {}

  v1::Figure Compose(const std::vector<const Drawing*>& drawings) {
    for (const Drawing* drawing : drawings) {
      figure_.add_views(drawing->view);
      for (const v1::Side leg : LegsOf(drawing->view, side_)) {
        AddPanel(*drawing, leg);
      }
    }
    for (const auto& [region, side] : hatched_) {
      v1::BodySite& site = *figure_.add_left_out();
      site.set_region(region);
      site.set_side(side);
    }
    figure_.set_title(
        absl::StrCat(Capitalised(target_.display_name), ", ", LegOf(side_)));
    AddNotes();
    figure_.set_description(Describe(drawings));
    figure_.set_content_revision(catalog_.revision());
    Draw();
    return std::move(figure_);
  }

 private:
  // Whether the target itself is not to be touched on a leg.
  bool TargetLeftOut(v1::Side side) const {
    if (!left_out_.massage_allowed()) return true;
    return target_.technique != nullptr &&
           left_out_.Withheld(target_.name, side);
  }

  void AddPanel(const Drawing& drawing, v1::Side side) {
    Panel panel;
    panel.drawing = &drawing;
    panel.side = side;
    panel.id_prefix = id_prefix_;
    for (const auto& [name, paths] : drawing.regions) {
      PanelRegion region;
      region.paths = &paths;
      region.target =
          std::count(target_.regions.begin(), target_.regions.end(), name) > 0;
      region.left_out =
          left_out_.Has(name, side) || (region.target && TargetLeftOut(side));
      if (region.left_out) hatched_.insert({name, side});
      if (region.target && !region.left_out) marks_.insert(Mark::kTarget);
      if (region.target || region.left_out) panel.regions.push_back(region);
    }
    const auto strokes = drawing.strokes.find(target_.name);
    if (strokes != drawing.strokes.end() && !TargetLeftOut(side)) {
      for (const PathData& path : strokes->second) {
        panel.strokes.push_back(&path);
      }
      marks_.insert(Mark::kStroke);
    }
    panels_.push_back(std::move(panel));
  }

  // Sentences on what is not to be done.
  void AddNotes() {
    if (!hatched_.empty()) marks_.insert(Mark::kLeftOut);
    if (!left_out_.massage_allowed()) {
      notes_.push_back("No massage as things stand.");
      return;
    }
    if (target_.technique == nullptr) return;
    if (const std::string tool = left_out_.NeededTool(target_.name);
        !tool.empty()) {
      notes_.push_back(absl::StrCat(Capitalised(tool), "."));
    }
    for (const v1::Side side : {v1::SIDE_LEFT, v1::SIDE_RIGHT}) {
      if ((side_ == v1::SIDE_UNSPECIFIED || side_ == side) &&
          TargetLeftOut(side)) {
        notes_.push_back(absl::StrCat("Not to be done on the ", LegOf(side),
                                      " as things stand."));
      }
    }
  }

  std::string DisplayName(const std::string& region) const {
    const v1::Region* found = catalog_.Find<v1::Region>(region);
    return found == nullptr ? region : found->display_name();
  }

  // Whether a region is hatched on a leg that is shown; or is shown at all.
  bool IsHatched(const std::string& region, v1::Side side) const {
    return hatched_.count({region, side}) > 0;
  }
  bool IsShown(v1::Side side) const {
    return side_ == v1::SIDE_UNSPECIFIED || side_ == side;
  }

  // The regions of the target that are not hatched, with the leg where they are
  // on the other.
  std::string HighlightedNames() const {
    std::vector<std::string> names;
    for (const std::string& region : target_.regions) {
      const bool left =
          IsShown(v1::SIDE_LEFT) && !IsHatched(region, v1::SIDE_LEFT);
      const bool right =
          IsShown(v1::SIDE_RIGHT) && !IsHatched(region, v1::SIDE_RIGHT);
      if (!left && !right) continue;
      const bool everywhere =
          left == IsShown(v1::SIDE_LEFT) && right == IsShown(v1::SIDE_RIGHT);
      names.push_back(
          everywhere ? DisplayName(region)
                     : absl::StrCat(
                           DisplayName(region), " (",
                           LegOf(left ? v1::SIDE_LEFT : v1::SIDE_RIGHT), ")"));
    }
    return Listed(names);
  }

  std::string Describe(const std::vector<const Drawing*>& drawings) const {
    std::vector<std::string> views;
    for (const Drawing* drawing : drawings) {
      views.push_back(WordsOf(drawing->view).from);
    }
    std::string text =
        absl::StrCat(Capitalised(LegOf(side_)), ", seen ", Listed(views), ".");
    if (marks_.count(Mark::kTarget) > 0) {
      absl::StrAppend(&text, " Highlighted: ", HighlightedNames(), ".");
    }
    if (marks_.count(Mark::kStroke) > 0) {
      absl::StrAppend(&text, " The movement goes from ",
                      target_.technique->path().from(), " to ",
                      target_.technique->path().to(), ".");
    }
    for (const std::string& note : notes_) absl::StrAppend(&text, " ", note);
    if (!hatched_.empty()) {
      absl::StrAppend(&text, " Hatched, to be left out: ", HatchedNames(), ".");
    }
    return text;
  }

  std::string HatchedNames() const {
    std::vector<std::string> names;
    for (auto place = hatched_.begin(); place != hatched_.end(); ++place) {
      v1::Side side = place->second;
      const auto next = std::next(place);
      if (next != hatched_.end() && next->first == place->first) {
        side = v1::SIDE_UNSPECIFIED;
        place = next;
      }
      names.push_back(
          absl::StrCat(DisplayName(place->first), " (", LegOf(side), ")"));
    }
    return Listed(names);
  }

  // The part of the drawing that is shown.
  static FigureBox CropOf(const Drawing& drawing) {
    FigureBox box = drawing.outline.box;
    box.min.x -= kCropMargin;
    box.max.x += kCropMargin;
    // Legs stand on one line, whatever the drawing.
    box.min.y = 0;
    box.max.y = kDrawingHeight;
    return box;
  }

  // The part to enlarge; empty when all is large enough.
  static FigureBox CloseUpOf(const Panel& panel) {
    FigureBox strokes;
    for (const PathData* path : panel.strokes) strokes.Add(path->box);
    FigureBox box;
    if (strokes.empty || strokes.height() >= kCloseUpBelow) return box;
    // The regions around the strokes as well, when they fit.
    FigureBox all = strokes;
    for (const PanelRegion& region : panel.regions) {
      if (!region.target) continue;
      for (const PathData& path : *region.paths) all.Add(path.box);
    }
    const bool fits =
        all.width() <= kCloseUpSpan && all.height() <= kCloseUpSpan;
    const FigurePoint center = fits ? all.center() : strokes.center();
    const double half = kCloseUpSpan / 2;
    box.Add(FigurePoint{center.x - half, center.y - half});
    box.Add(FigurePoint{center.x + half, center.y + half});
    return box;
  }

  static double LegWidth(const Panel& panel) {
    return std::max(kMinPanelWidth, CropOf(*panel.drawing).width() * kLegScale);
  }

  static double WidthOf(const Panel& panel) {
    const FigureBox close_up = CloseUpOf(panel);
    return LegWidth(panel) +
           (close_up.empty ? 0 : kGap + close_up.width() * kCloseUpScale);
  }

  std::vector<std::pair<Mark, std::string>> LegendRows() const {
    std::vector<std::pair<Mark, std::string>> rows;
    for (const Mark mark : marks_) {
      switch (mark) {
        case Mark::kTarget:
          rows.push_back({mark, target_.technique == nullptr
                                    ? target_.display_name
                                    : "where it works"});
          break;
        case Mark::kStroke:
          rows.push_back({mark, "movement from the dot to the arrow"});
          break;
        case Mark::kLeftOut:
          rows.push_back({mark, "leave this out"});
          break;
      }
    }
    return rows;
  }

  void Draw() {
    double panels_width = kGap * (static_cast<double>(panels_.size()) - 1);
    for (const Panel& panel : panels_) panels_width += WidthOf(panel);
    const double inner = std::max(panels_width, kMinTextWidth);
    const std::vector<std::string> title =
        WrapText(figure_.title(), inner, kTitleStyle);
    const double title_height = static_cast<double>(title.size()) * 22;
    const double legs_top = kMargin + title_height + 2 * kLineHeight + 14;
    const double legs_bottom = legs_top + kDrawingHeight * kLegScale;
    const auto rows = LegendRows();
    const double legend_top = legs_bottom + 34;
    std::vector<std::string> notes;
    for (const std::string& note : notes_) {
      for (std::string& line : WrapText(note, inner, kNoteStyle)) {
        notes.push_back(std::move(line));
      }
    }
    const double notes_top =
        legend_top + kRowHeight * static_cast<double>(rows.size());
    const double height =
        notes_top + kLineHeight * static_cast<double>(notes.size()) + 12;
    const double width = inner + 2 * kMargin;

    pugi::xml_document document;
    pugi::xml_node svg = AddElement(
        document, "svg",
        {{"xmlns", "http://www.w3.org/2000/svg"},
         {"version", "1.1"},
         {"width", SvgNumber(width)},
         {"height", SvgNumber(height)},
         {"viewBox",
          absl::StrCat("0 0 ", SvgNumber(width), " ", SvgNumber(height))},
         {"role", "img"},
         {"aria-labelledby",
          absl::StrCat(id_prefix_, "title ", id_prefix_, "desc")},
         {"font-family", "sans-serif"},
         {"fill", "#222222"}});
    AddElement(svg, "title", {{"id", absl::StrCat(id_prefix_, "title")}})
        .text()
        .set(figure_.title().c_str());
    AddElement(svg, "desc", {{"id", absl::StrCat(id_prefix_, "desc")}})
        .text()
        .set(figure_.description().c_str());
    AddDefinitions(svg, id_prefix_);
    AddElement(svg, "rect",
               {{"width", SvgNumber(width)},
                {"height", SvgNumber(height)},
                {"fill", "#ffffff"}});
    for (size_t i = 0; i < title.size(); ++i) {
      AddText(svg, kMargin, kMargin + 14 + 22 * static_cast<double>(i),
              kTitleStyle, title[i]);
    }
    double x = kMargin + (inner - panels_width) / 2;
    for (const Panel& panel : panels_) {
      DrawPanel(svg, panel, x, legs_top);
      x += WidthOf(panel) + kGap;
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      const double y = legend_top + kRowHeight * static_cast<double>(i);
      AddSwatch(svg, rows[i].first, kMargin, y, id_prefix_);
      AddText(svg, kMargin + kSwatchWidth + 10, y + 13, kLegendStyle,
              rows[i].second);
    }
    for (size_t i = 0; i < notes.size(); ++i) {
      AddText(svg, kMargin,
              notes_top + 13 + kLineHeight * static_cast<double>(i), kNoteStyle,
              notes[i]);
    }
    figure_.set_svg(ToText(document));
  }

  void DrawPanel(pugi::xml_node svg, const Panel& panel, double x, double top) {
    const ViewWords words = WordsOf(panel.drawing->view);
    const double width = LegWidth(panel);
    const double middle = x + width / 2;
    const double bottom = top + kDrawingHeight * kLegScale;
    AddText(svg, middle, top - kLineHeight - 8, kLegStyle,
            absl::StrCat(Capitalised(LegOf(panel.side)), ","));
    AddText(svg, middle, top - 8, kCaptionStyle, words.from);
    const bool mirrored = panel.side == v1::SIDE_LEFT;
    AddText(svg, x, bottom + 14, {12, "start", false},
            mirrored ? words.right : words.left);
    AddText(svg, x + width, bottom + 14, {12, "end", false},
            mirrored ? words.left : words.right);

    const std::string id =
        absl::StrCat(id_prefix_, words.id, "-", SideId(panel.side));
    Placement placement;
    placement.from = CropOf(*panel.drawing);
    placement.scale = kLegScale;
    placement.at = {middle - placement.from.width() * kLegScale / 2, top};
    const FigureBox close_up = CloseUpOf(panel);
    pugi::xml_node leg = AddLeg(svg, panel, placement, id, close_up.empty);
    if (close_up.empty) return;
    const auto frame = [](pugi::xml_node parent, const FigureBox& box,
                          double line) {
      return AddElement(parent, "rect",
                        {{"x", SvgNumber(box.min.x)},
                         {"y", SvgNumber(box.min.y)},
                         {"width", SvgNumber(box.width())},
                         {"height", SvgNumber(box.height())},
                         {"fill", "none"},
                         {"stroke", "#222222"},
                         {"stroke-width", SvgNumber(line)}});
    };
    frame(leg, close_up, 1 / kLegScale).append_attribute("stroke-dasharray") =
        "5 3";
    const double size = close_up.width() * kCloseUpScale;
    FigureBox shown;
    shown.Add(FigurePoint{x + width + kGap,
                          top + close_up.center().y * kLegScale - size / 2});
    shown.Add(FigurePoint{shown.min.x + size, shown.min.y + size});
    pugi::xml_node clip = AddElement(svg.child("defs"), "clipPath",
                                     {{"id", absl::StrCat(id, "-clip")}});
    AddElement(clip, "rect",
               {{"x", SvgNumber(shown.min.x)},
                {"y", SvgNumber(shown.min.y)},
                {"width", SvgNumber(size)},
                {"height", SvgNumber(size)}});
    pugi::xml_node group = AddElement(
        svg, "g", {{"clip-path", absl::StrCat("url(#", id, "-clip)")}});
    AddLeg(group, panel, {close_up, shown.min, kCloseUpScale},
           absl::StrCat(id, "-near"), true);
    frame(svg, shown, 1.2);
    AddText(svg, shown.center().x, shown.max.y + 18, kCaptionStyle, "close up");
  }

  const Catalog& catalog_;
  const FigureTarget target_;
  const v1::Side side_;
  const LeftOut& left_out_;
  const std::string id_prefix_;
  std::vector<Panel> panels_;
  // By region, left before right.
  std::set<std::pair<std::string, v1::Side>> hatched_;
  std::set<Mark> marks_;
  std::vector<std::string> notes_;
  v1::Figure figure_;
};

}  // namespace

absl::StatusOr<v1::Figure> RenderFigure(const Catalog& catalog,
                                        const Atlas& atlas,
                                        const v1::RenderFigureRequest& request,
                                        const v1::Assessment* assessment) {
  if (!v1::Side_IsValid(request.side())) {
    return InvalidEnumValue("side", request.side());
  }
  absl::StatusOr<FigureTarget> target =
      FindFigureTarget(catalog, "name", request.name());
  if (!target.ok()) return target.status();
  const std::vector<const Drawing*> drawings = ChooseDrawings(atlas, *target);
  if (drawings.empty()) return ResourceNotFound("name", request.name());
  const LeftOut left_out =
      assessment == nullptr ? LeftOut() : LeftOut(catalog, *assessment);
  return Composer(catalog, *std::move(target), request.side(), left_out)
      .Compose(drawings);
}

}  // namespace knead
