#include "service/triage/site_set.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace knead {
namespace {

// The bits of the left leg; those of the right are one to the left of them.
constexpr SiteSet kLeftBits = 0x5555555555555555;

}  // namespace

absl::StatusOr<SiteIndex> SiteIndex::Create(const Catalog& catalog) {
  const Collection& regions = catalog.Of<v1::Region>();
  if (regions.size() > kMaxRegions) {
    return absl::FailedPreconditionError(
        absl::StrCat("the content has ", regions.size(),
                     " regions; the engine takes at most ", kMaxRegions));
  }
  SiteIndex index;
  for (size_t i = 0; i < regions.size(); ++i) {
    index.index_.emplace(regions.name(i), i);
    index.regions_.push_back(regions.name(i));
    index.all_ |= SiteSet{3} << (2 * i);
  }
  return index;
}

SiteSet SiteIndex::OnSide(v1::Side side) const {
  return all_ & (side == v1::SIDE_LEFT ? kLeftBits : ~kLeftBits);
}

absl::optional<SiteSet> SiteIndex::Region(absl::string_view name) const {
  const auto it = index_.find(name);
  if (it == index_.end()) return absl::nullopt;
  return SiteSet{3} << (2 * it->second);
}

SiteSet SiteIndex::WholeLegs(SiteSet sites) const {
  SiteSet legs = 0;
  for (v1::Side side : SidesOf(*this, sites)) legs |= OnSide(side);
  return legs;
}

SiteSet SiteIndex::Mirrored(SiteSet sites) const {
  return (sites & kLeftBits) << 1 | (sites >> 1 & kLeftBits);
}

std::vector<v1::BodySite> SiteIndex::ToSites(SiteSet sites) const {
  std::vector<v1::BodySite> out;
  for (size_t i = 0; i < regions_.size(); ++i) {
    for (v1::Side side : {v1::SIDE_LEFT, v1::SIDE_RIGHT}) {
      if ((sites & (SiteSet{3} << (2 * i)) & OnSide(side)) == 0) continue;
      v1::BodySite site;
      site.set_region(regions_[i]);
      site.set_side(side);
      out.push_back(site);
    }
  }
  return out;
}

std::vector<v1::Side> SidesOf(const SiteIndex& index, SiteSet sites) {
  std::vector<v1::Side> sides;
  for (v1::Side side : {v1::SIDE_LEFT, v1::SIDE_RIGHT}) {
    if ((sites & index.OnSide(side)) != 0) sides.push_back(side);
  }
  return sides;
}

}  // namespace knead
