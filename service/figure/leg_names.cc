#include "service/figure/leg_names.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace knead {

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

}  // namespace knead
