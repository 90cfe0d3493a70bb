#ifndef KNEAD_SERVICE_FIGURE_TARGET_H_
#define KNEAD_SERVICE_FIGURE_TARGET_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/technique.pb.h"
#include "service/catalog/catalog.h"

namespace knead {

// What a figure shows.
struct FigureTarget {
  // Its resource name.
  std::string name;
  // The last part of the name.
  std::string id;
  // What a person calls it.
  std::string display_name;
  // The regions to highlight: of a technique, those that it presses on.
  std::vector<std::string> regions;
  // The regions that a technique moves or stretches without pressing on them.
  std::vector<std::string> moved_regions;
  // The technique whose strokes to draw; nullptr for a region or a muscle
  // group. Owned by the catalog.
  const v1::Technique* technique = nullptr;
};

// Looks up a region, a muscle group or a technique. `field` is the path of the
// name in the request. MISSING_FIELD, INVALID_RESOURCE_NAME or
// RESOURCE_NOT_FOUND for that field.
absl::StatusOr<FigureTarget> FindFigureTarget(const Catalog& catalog,
                                              absl::string_view field,
                                              absl::string_view name);

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_TARGET_H_
