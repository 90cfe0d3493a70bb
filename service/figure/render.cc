#include "service/figure/render.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "knead/v1/anatomy.pb.h"
#include "service/errors/errors.h"
#include "service/figure/left_out.h"
#include "service/figure/leg_names.h"
#include "service/figure/panel.h"
#include "service/figure/path_data.h"
#include "service/figure/picture.h"
#include "service/figure/target.h"

namespace knead {
namespace {

constexpr size_t kViewsInARow = 3;

// `a, b and c`.
std::string Listed(const std::vector<std::string>& items) {
  if (items.empty()) return "";
  if (items.size() == 1) return items.back();
  return absl::StrCat(absl::StrJoin(items.begin(), items.end() - 1, ", "),
                      " and ", items.back());
}

bool Shows(const Drawing& drawing, const FigureTarget& target, bool strokes) {
  if (strokes) return drawing.strokes.count(target.name) > 0;
  const auto shows = [&](const std::string& region) {
    return drawing.regions.count(region) > 0;
  };
  return std::any_of(target.regions.begin(), target.regions.end(), shows) ||
         std::any_of(target.moved_regions.begin(), target.moved_regions.end(),
                     shows);
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

// Whether one of the paths that are drawn for it encloses a point.
bool IsOn(const std::vector<PathData>& surfaces, const FigurePoint& point) {
  return std::any_of(
      surfaces.begin(), surfaces.end(),
      [&](const PathData& surface) { return Encloses(surface, point); });
}

bool GoesInto(const PathData& stroke, const std::vector<PathData>& surfaces) {
  return std::any_of(
      stroke.points.begin(), stroke.points.end(),
      [&](const FigurePoint& point) { return IsOn(surfaces, point); });
}

bool BeginsIn(const PathData& stroke, const std::vector<PathData>& surfaces) {
  return IsOn(surfaces, stroke.start);
}

// Leaves those regions for which `holds` with a stroke of the technique in any
// of the drawings; all of them where it does for none.
template <typename Holds>
void Narrow(const std::vector<const Drawing*>& drawings,
            const std::string& technique, Holds holds,
            std::vector<std::string>* regions) {
  std::vector<std::string> kept;
  for (const std::string& region : *regions) {
    for (const Drawing* drawing : drawings) {
      const auto strokes = drawing->strokes.find(technique);
      const auto surfaces = drawing->regions.find(region);
      if (strokes == drawing->strokes.end() ||
          surfaces == drawing->regions.end()) {
        continue;
      }
      if (std::any_of(strokes->second.begin(), strokes->second.end(),
                      [&](const PathData& stroke) {
                        return holds(stroke, surfaces->second);
                      })) {
        kept.push_back(region);
        break;
      }
    }
  }
  if (!kept.empty()) *regions = std::move(kept);
}

// The legs in the order in which the viewer sees them.
std::vector<v1::Side> LegsOf(v1::FigureView view, v1::Side side) {
  if (side != v1::SIDE_UNSPECIFIED) return {side};
  if (view == v1::FIGURE_VIEW_BACK) return {v1::SIDE_LEFT, v1::SIDE_RIGHT};
  return {v1::SIDE_RIGHT, v1::SIDE_LEFT};
}

bool Contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
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
    }
    AddPanels(drawings);
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
    figure_.set_svg(
        DrawPicture({id_prefix_, figure_.title(), figure_.description(),
                     std::move(groups_), Legend(), notes_}));
    return std::move(figure_);
  }

 private:
  // Whether the target itself is not to be touched on a leg.
  bool TargetLeftOut(v1::Side side) const {
    if (!left_out_.massage_allowed()) return true;
    return target_.technique != nullptr &&
           left_out_.Withheld(target_.name, side);
  }

  // Of one leg, all views stand together. Of both, the legs stand beside each
  // other for each view; or all views of a leg, when they fill a row.
  void AddPanels(const std::vector<const Drawing*>& drawings) {
    if (side_ != v1::SIDE_UNSPECIFIED || drawings.size() == kViewsInARow) {
      for (const v1::Side leg : LegsOf(v1::FIGURE_VIEW_FRONT, side_)) {
        groups_.emplace_back();
        for (const Drawing* drawing : drawings) AddPanel(*drawing, leg);
      }
      return;
    }
    for (const Drawing* drawing : drawings) {
      groups_.emplace_back();
      for (const v1::Side leg : LegsOf(drawing->view, side_)) {
        AddPanel(*drawing, leg);
      }
    }
  }

  // Adds a panel to the last group.
  void AddPanel(const Drawing& drawing, v1::Side side) {
    Panel panel;
    panel.drawing = &drawing;
    panel.side = side;
    panel.id_prefix = id_prefix_;
    for (const auto& [name, paths] : drawing.regions) {
      const bool target = Contains(target_.regions, name);
      const bool moved = Contains(target_.moved_regions, name);
      PanelRegion region;
      region.paths = &paths;
      if (left_out_.Has(name, side) ||
          ((target || moved) && TargetLeftOut(side))) {
        region.mark = Mark::kLeftOut;
        hatched_.insert({name, side});
      } else if (target) {
        region.mark = Mark::kTarget;
      } else if (moved) {
        region.mark = Mark::kMoved;
      } else {
        continue;
      }
      marks_.insert(region.mark);
      panel.regions.push_back(region);
    }
    const auto strokes = drawing.strokes.find(target_.name);
    if (strokes != drawing.strokes.end() && !TargetLeftOut(side)) {
      for (const PathData& path : strokes->second) {
        panel.strokes.push_back(&path);
      }
      marks_.insert(Mark::kStroke);
    }
    groups_.back().push_back(std::move(panel));
  }

  // Sentences on what is not to be done.
  void AddNotes() {
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

  // Those of the regions that are not hatched, with the leg where they are on
  // the other.
  std::string NamesToSee(const std::vector<std::string>& regions) const {
    std::vector<std::string> names;
    for (const std::string& region : regions) {
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
    views.reserve(drawings.size());
    for (const Drawing* drawing : drawings) {
      views.push_back(WordsOf(drawing->view).from);
    }
    std::string text =
        absl::StrCat(Capitalised(LegOf(side_)), ", seen ", Listed(views), ".");
    if (marks_.count(Mark::kTarget) > 0) {
      absl::StrAppend(&text, " Highlighted: ", NamesToSee(target_.regions),
                      ".");
    }
    if (marks_.count(Mark::kMoved) > 0) {
      absl::StrAppend(&text, " Dashed, moved and not pressed: ",
                      NamesToSee(target_.moved_regions), ".");
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

  std::vector<std::pair<Mark, std::string>> Legend() const {
    std::vector<std::pair<Mark, std::string>> rows;
    for (const Mark mark : marks_) {
      switch (mark) {
        case Mark::kTarget:
          rows.push_back({mark, target_.technique == nullptr
                                    ? target_.display_name
                                    : "where it works"});
          break;
        case Mark::kMoved:
          rows.push_back({mark, "moved, not pressed"});
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

  const Catalog& catalog_;
  const FigureTarget target_;
  const v1::Side side_;
  const LeftOut& left_out_;
  const std::string id_prefix_;
  std::vector<std::vector<Panel>> groups_;
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
  // A technique may touch more than it works on, and stretch more than it
  // moves.
  Narrow(drawings, target->name, GoesInto, &target->regions);
  Narrow(drawings, target->name, BeginsIn, &target->moved_regions);
  const LeftOut left_out =
      assessment == nullptr ? LeftOut() : LeftOut(catalog, *assessment);
  return Composer(catalog, *std::move(target), request.side(), left_out)
      .Compose(drawings);
}

}  // namespace knead
