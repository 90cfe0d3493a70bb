#include "service/figure/atlas.h"

#include <algorithm>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace knead {

absl::StatusOr<Atlas> Atlas::Create(const v1::FigureAtlas& atlas) {
  Atlas result;
  std::vector<std::string> faults;
  for (const v1::FigureDrawing& drawing : atlas.drawings()) {
    const std::string name = v1::FigureView_Name(drawing.view());
    if (drawing.view() == v1::FIGURE_VIEW_UNSPECIFIED || name.empty()) {
      faults.push_back("a drawing has no view");
      continue;
    }
    if (std::any_of(
            result.drawings_.begin(), result.drawings_.end(),
            [&](const Drawing& d) { return d.view == drawing.view(); })) {
      faults.push_back(absl::StrCat(name, " is given twice"));
      continue;
    }
    std::vector<DrawingFault> drawing_faults;
    result.drawings_.push_back(
        ReadDrawing(drawing.view(), drawing.svg(), &drawing_faults));
    for (const DrawingFault& fault : drawing_faults) {
      faults.push_back(absl::StrCat(name, ":", fault.line, ": ", fault.text));
    }
  }
  if (!faults.empty()) {
    return absl::FailedPreconditionError(
        absl::StrCat("the figure atlas: ", absl::StrJoin(faults, "; ")));
  }
  std::sort(result.drawings_.begin(), result.drawings_.end(),
            [](const Drawing& a, const Drawing& b) { return a.view < b.view; });
  return result;
}

}  // namespace knead
