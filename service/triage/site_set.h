#ifndef KNEAD_SERVICE_TRIAGE_SITE_SET_H_
#define KNEAD_SERVICE_TRIAGE_SITE_SET_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "knead/v1/common.pb.h"
#include "service/catalog/catalog.h"

namespace knead {

// A set of body sites, one bit each: left and right of each region.
using SiteSet = uint64_t;

inline constexpr SiteSet kNoSites = 0;

// Maps regions to the bits of a SiteSet. Immutable and thread-safe.
class SiteIndex {
 public:
  // Most regions that a SiteSet can hold.
  static constexpr size_t kMaxRegions = 32;

  // FAILED_PRECONDITION when the content has more regions than kMaxRegions.
  static absl::StatusOr<SiteIndex> Create(const Catalog& catalog);

  // Every site.
  SiteSet all() const { return all_; }

  // All sites of one leg.
  SiteSet OnSide(v1::Side side) const;

  // Both sides of a region; nullopt when there is no such region.
  absl::optional<SiteSet> Region(absl::string_view name) const;

  // All sites of the legs that have a site in `sites`.
  SiteSet WholeLegs(SiteSet sites) const;

  // The same sites on the other leg.
  SiteSet Mirrored(SiteSet sites) const;

  // In the order of the regions' names, left before right.
  std::vector<v1::BodySite> ToSites(SiteSet sites) const;

 private:
  SiteSet all_ = 0;
  std::vector<std::string> regions_;
  absl::flat_hash_map<std::string, size_t> index_;
};

// The legs that have a site in `sites`, left first.
std::vector<v1::Side> SidesOf(const SiteIndex& index, SiteSet sites);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_SITE_SET_H_
