#include "service/figure/target.h"

#include <utility>

#include "absl/status/status.h"
#include "knead/v1/anatomy.pb.h"
#include "service/catalog/resource_name.h"
#include "service/errors/errors.h"

namespace knead {
namespace {

// The resource of type T, whose regions `regions_of` gives.
template <typename T, typename RegionsOf>
absl::StatusOr<FigureTarget> Find(const Catalog& catalog,
                                  absl::string_view field,
                                  absl::string_view name,
                                  RegionsOf regions_of) {
  absl::Status status = CheckResourceName(field, name, catalog.Of<T>().id());
  if (!status.ok()) return status;
  const T* resource = catalog.Find<T>(name);
  if (resource == nullptr) return ResourceNotFound(field, name);
  FigureTarget target;
  target.name = resource->name();
  target.id = std::string(name.substr(name.find('/') + 1));
  target.display_name = resource->display_name();
  target.regions = regions_of(*resource);
  return target;
}

std::vector<std::string> RegionsOf(const v1::Technique& technique,
                                   v1::ContactKind contact) {
  std::vector<std::string> regions;
  for (const auto& touched : technique.touched_regions()) {
    if (touched.contact() == contact) regions.push_back(touched.region());
  }
  return regions;
}

}  // namespace

absl::StatusOr<FigureTarget> FindFigureTarget(const Catalog& catalog,
                                              absl::string_view field,
                                              absl::string_view name) {
  if (name.empty()) {
    return MissingField(field,
                        "give the name of a region, a muscle group or a "
                        "technique");
  }
  const absl::string_view collection = name.substr(0, name.find('/'));
  if (collection == catalog.Of<v1::Region>().id()) {
    return Find<v1::Region>(catalog, field, name, [](const v1::Region& region) {
      return std::vector<std::string>{region.name()};
    });
  }
  if (collection == catalog.Of<v1::MuscleGroup>().id()) {
    return Find<v1::MuscleGroup>(
        catalog, field, name, [](const v1::MuscleGroup& group) {
          return std::vector<std::string>(group.regions().begin(),
                                          group.regions().end());
        });
  }
  if (collection == catalog.Of<v1::Technique>().id()) {
    auto target = Find<v1::Technique>(
        catalog, field, name, [](const v1::Technique& technique) {
          return RegionsOf(technique, v1::CONTACT_KIND_DIRECT);
        });
    if (!target.ok()) return target.status();
    target->technique = catalog.Find<v1::Technique>(name);
    target->moved_regions =
        RegionsOf(*target->technique, v1::CONTACT_KIND_INDIRECT);
    return target;
  }
  return InvalidResourceName(field, name, "{regions,muscleGroups,techniques}");
}

}  // namespace knead
