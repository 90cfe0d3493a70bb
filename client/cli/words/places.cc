#include "client/cli/words/places.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/library.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/common.pb.h"

namespace knead::cli {
namespace {

// More regions than this are not listed: nobody reads them.
constexpr size_t kMostNamedRegions = 5;

struct Sides {
  bool left = false;
  bool right = false;

  void Add(int side) {
    left = left || side == v1::SIDE_LEFT;
    right = right || side == v1::SIDE_RIGHT;
  }
};

}  // namespace

std::string SidesText(const google::protobuf::RepeatedField<int>& sides) {
  Sides all;
  for (int side : sides) all.Add(side);
  if (all.left && all.right) return "both legs";
  if (all.left) return "left leg";
  return all.right ? "right leg" : "";
}

std::string SitesText(
    const google::protobuf::RepeatedPtrField<v1::BodySite>& sites,
    Library& library) {
  // In the order in which the regions are first named.
  std::vector<std::pair<std::string, Sides>> regions;
  for (const v1::BodySite& site : sites) {
    auto it = absl::c_find_if(regions, [&](const auto& region) {
      return region.first == site.region();
    });
    if (it == regions.end()) {
      it = regions.insert(it, {site.region(), {}});
    }
    it->second.Add(site.side());
  }
  if (regions.size() > kMostNamedRegions) {
    Sides all;
    for (const v1::BodySite& site : sites) all.Add(site.side());
    return absl::StrCat("many places", all.left && all.right ? " on both legs"
                                       : all.left  ? " on the left leg"
                                       : all.right ? " on the right leg"
                                                   : "");
  }
  return absl::StrJoin(
      regions, ", ", [&](std::string* out, const auto& region) {
        const Sides& sides = region.second;
        absl::StrAppend(out, library.DisplayName(region.first),
                        sides.left && sides.right ? " (both legs)"
                        : sides.left              ? " (left)"
                        : sides.right             ? " (right)"
                                                  : "");
      });
}

}  // namespace knead::cli
