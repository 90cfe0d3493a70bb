#include "client/cli/words/places.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/library.h"
#include "client/cli/resource_kinds.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/finding.pb.h"

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

  bool operator==(const Sides& other) const {
    return left == other.left && right == other.right;
  }

  std::string Text() const {
    if (left && right) return "both legs";
    if (left) return "left leg";
    return right ? "right leg" : "";
  }
};

}  // namespace

std::string SidesText(const google::protobuf::RepeatedField<int>& sides) {
  Sides all;
  for (int side : sides) all.Add(side);
  return all.Text();
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
  const bool alike =
      regions.size() > 1 && absl::c_all_of(regions, [&](const auto& region) {
        return region.second == regions.front().second;
      });
  std::string text =
      absl::StrJoin(regions, ", ", [&](std::string* out, const auto& region) {
        const Sides& sides = region.second;
        absl::StrAppend(out, library.DisplayName(region.first),
                        alike                       ? ""
                        : sides.left && sides.right ? " (both legs)"
                        : sides.left                ? " (left)"
                        : sides.right               ? " (right)"
                                                    : "");
      });
  if (!alike) return text;
  const std::string legs = regions.front().second.Text();
  return legs.empty() ? text : absl::StrCat(text, " (", legs, ")");
}

bool AreWholePlace(
    const std::string& finding,
    const google::protobuf::RepeatedPtrField<v1::BodySite>& sites,
    Library& library) {
  if (sites.empty() || !library.Load<FindingKind>().ok()) return false;
  const v1::Finding* found = library.Find<FindingKind>(finding);
  if (found == nullptr || found->site_regions().empty()) return false;
  return absl::c_all_of(sites, [&](const v1::BodySite& one) {
    return absl::c_all_of(
        found->site_regions(), [&](const std::string& region) {
          return absl::c_any_of(sites, [&](const v1::BodySite& site) {
            return site.region() == region && site.side() == one.side();
          });
        });
  });
}

std::string FindingSitesText(
    const std::string& finding,
    const google::protobuf::RepeatedPtrField<v1::BodySite>& sites,
    Library& library) {
  if (!AreWholePlace(finding, sites, library)) {
    return SitesText(sites, library);
  }
  google::protobuf::RepeatedField<int> sides;
  for (const v1::BodySite& site : sites) sides.Add(site.side());
  return SidesText(sides);
}

}  // namespace knead::cli
