#include "service/figure/panel.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "service/figure/svg_writer.h"

namespace knead {
namespace {

constexpr char kSkin[] = "#ffffff";
// Light enough that lines show on it without colour, dark enough that it shows
// on white.
constexpr char kTint[] = "#f2c48d";
constexpr char kContour[] = "#222222";
constexpr char kThin[] = "#7d7d7d";
constexpr char kHeavy[] = "#6b3300";
constexpr char kStroke[] = "#10305c";

// Widths in the finished picture, in pixels.
constexpr double kContourWidth = 1.6;
constexpr double kThinWidth = 0.9;
constexpr double kHeavyWidth = 2.6;
constexpr double kHatchedWidth = 1.3;
constexpr double kDash = 5;
constexpr double kDashGap = 3;
constexpr double kStrokeWidth = 3;
constexpr double kHaloWidth = 6;
constexpr double kStartRadius = 4.5;

std::string Reference(const std::string& id_prefix, const char* name) {
  return absl::StrCat("url(#", id_prefix, name, ")");
}

void AddPath(pugi::xml_node parent, const PathData& path) {
  AddElement(parent, "path", {{"d", path.text}});
}

// A line from its start to its arrow head, light around it so that it stands
// out from what lies below.
void AddStroke(pugi::xml_node parent, const PathData& path, double scale,
               const std::string& id_prefix) {
  AddElement(parent, "path",
             {{"d", path.text},
              {"fill", "none"},
              {"stroke", "#ffffff"},
              {"stroke-width", SvgNumber(kHaloWidth / scale)},
              {"stroke-linecap", "round"}});
  AddElement(parent, "path",
             {{"d", path.text},
              {"fill", "none"},
              {"stroke", kStroke},
              {"stroke-width", SvgNumber(kStrokeWidth / scale)},
              {"marker-end", Reference(id_prefix, "arrow")}});
  AddElement(parent, "circle",
             {{"cx", SvgNumber(path.start.x)},
              {"cy", SvgNumber(path.start.y)},
              {"r", SvgNumber(kStartRadius / scale)},
              {"fill", kStroke},
              {"stroke", "#ffffff"},
              {"stroke-width", SvgNumber(1 / scale)}});
}

std::string Dashes(double scale) {
  return absl::StrCat(SvgNumber(kDash / scale), " ",
                      SvgNumber(kDashGap / scale));
}

// The regions with this mark, in one group.
void AddRegions(
    pugi::xml_node parent, const Panel& panel, Mark mark,
    std::initializer_list<std::pair<const char*, std::string>> attributes) {
  pugi::xml_node group;
  for (const PanelRegion& region : panel.regions) {
    if (region.mark != mark) continue;
    if (!group) group = AddElement(parent, "g", attributes);
    for (const PathData& path : *region.paths) AddPath(group, path);
  }
}

// The pattern of what is left out. `undo` takes back what is done to the part
// of the page that it is used in.
void AddHatch(pugi::xml_node parent, const std::string& id,
              const std::string& undo) {
  pugi::xml_node hatch =
      AddElement(parent, "pattern",
                 {{"id", id},
                  {"width", "7"},
                  {"height", "7"},
                  {"patternUnits", "userSpaceOnUse"},
                  {"patternTransform", absl::StrCat(undo, "rotate(45)")}});
  AddElement(hatch, "rect",
             {{"width", "7"}, {"height", "7"}, {"fill", "#ffffff"}});
  AddElement(hatch, "rect",
             {{"width", "2.2"}, {"height", "7"}, {"fill", kContour}});
}

}  // namespace

void AddDefinitions(pugi::xml_node parent, const std::string& id_prefix) {
  pugi::xml_node defs = parent.append_child("defs");
  pugi::xml_node arrow = AddElement(defs, "marker",
                                    {{"id", absl::StrCat(id_prefix, "arrow")},
                                     {"viewBox", "0 0 10 10"},
                                     {"refX", "4"},
                                     {"refY", "5"},
                                     {"markerWidth", "4.6"},
                                     {"markerHeight", "4.6"},
                                     {"orient", "auto"}});
  AddElement(arrow, "path",
             {{"d", "M0 0.5 L10 5 L0 9.5 Z"},
              {"fill", kStroke},
              {"stroke", "#ffffff"},
              {"stroke-width", "0.8"}});
  AddHatch(defs, absl::StrCat(id_prefix, "hatch"), "");
}

pugi::xml_node AddLeg(pugi::xml_node parent, const Panel& panel,
                      const Placement& placement, const std::string& id,
                      bool with_strokes) {
  const double scale = placement.scale;
  const FigurePoint& at = placement.at;
  const double y = at.y - placement.from.min.y * scale;
  const std::string transform =
      panel.side == v1::SIDE_LEFT
          ? absl::StrCat("translate(",
                         SvgNumber(at.x + placement.from.max.x * scale), " ",
                         SvgNumber(y), ") scale(", SvgNumber(-scale), " ",
                         SvgNumber(scale), ")")
          : absl::StrCat("translate(",
                         SvgNumber(at.x - placement.from.min.x * scale), " ",
                         SvgNumber(y), ") scale(", SvgNumber(scale), " ",
                         SvgNumber(scale), ")");
  pugi::xml_node leg = AddElement(
      parent, "g",
      {{"id", id}, {"transform", transform}, {"stroke-linejoin", "round"}});
  AddElement(leg, "path",
             {{"d", panel.drawing->outline.text},
              {"fill", kSkin},
              {"stroke", kContour},
              {"stroke-width", SvgNumber(kContourWidth / scale)}});
  AddRegions(leg, panel, Mark::kTarget, {{"fill", kTint}});
  const bool is_hatched = std::any_of(
      panel.regions.begin(), panel.regions.end(),
      [](const PanelRegion& r) { return r.mark == Mark::kLeftOut; });
  if (is_hatched) {
    // As on the page, however the leg is turned and enlarged.
    const double turned = panel.side == v1::SIDE_LEFT ? -1 : 1;
    AddHatch(leg, absl::StrCat(id, "-hatch"),
             absl::StrCat("scale(", SvgNumber(turned / scale), " ",
                          SvgNumber(1 / scale), ") "));
  }
  AddRegions(leg, panel, Mark::kLeftOut,
             {{"fill", Reference(id, "-hatch")},
              {"stroke", kContour},
              {"stroke-width", SvgNumber(kHatchedWidth / scale)}});
  pugi::xml_node details =
      AddElement(leg, "g",
                 {{"fill", "none"},
                  {"stroke", kThin},
                  {"stroke-width", SvgNumber(kThinWidth / scale)},
                  {"stroke-linecap", "round"}});
  for (const PathData& path : panel.drawing->details) AddPath(details, path);
  AddRegions(leg, panel, Mark::kTarget,
             {{"fill", "none"},
              {"stroke", kHeavy},
              {"stroke-width", SvgNumber(kHeavyWidth / scale)}});
  AddRegions(leg, panel, Mark::kMoved,
             {{"fill", "none"},
              {"stroke", kHeavy},
              {"stroke-width", SvgNumber(kHeavyWidth / scale)},
              {"stroke-dasharray", Dashes(scale)}});
  if (with_strokes) {
    for (const PathData* path : panel.strokes) {
      AddStroke(leg, *path, scale, panel.id_prefix);
    }
  }
  return leg;
}

void AddSwatch(pugi::xml_node parent, Mark mark, double x, double y,
               const std::string& id_prefix) {
  const double middle = y + kSwatchHeight / 2;
  const auto add_box = [&](const std::string& fill, const char* stroke,
                           double width) {
    return AddElement(parent, "rect",
                      {{"x", SvgNumber(x)},
                       {"y", SvgNumber(y)},
                       {"width", SvgNumber(kSwatchWidth)},
                       {"height", SvgNumber(kSwatchHeight)},
                       {"fill", fill},
                       {"stroke", stroke},
                       {"stroke-width", SvgNumber(width)}});
  };
  switch (mark) {
    case Mark::kTarget:
      add_box(kTint, kHeavy, kHeavyWidth);
      break;
    case Mark::kMoved:
      add_box("none", kHeavy, kHeavyWidth)
          .append_attribute("stroke-dasharray") = Dashes(1).c_str();
      break;
    case Mark::kLeftOut:
      add_box(Reference(id_prefix, "hatch"), kContour, kHatchedWidth);
      break;
    case Mark::kStroke: {
      PathData path;
      path.start = {x + kStartRadius, middle};
      path.text = absl::StrCat(
          "M", SvgNumber(path.start.x), " ", SvgNumber(middle), " L",
          SvgNumber(x + kSwatchWidth - 9), " ", SvgNumber(middle));
      AddStroke(parent, path, 1, id_prefix);
      break;
    }
  }
}

}  // namespace knead
