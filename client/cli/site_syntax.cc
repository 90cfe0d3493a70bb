#include "client/cli/site_syntax.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "client/cli/library.h"
#include "client/cli/names.h"
#include "client/cli/resource_kinds.h"

namespace knead::cli {

absl::StatusOr<std::vector<v1::BodySite>> ParseSites(absl::string_view text,
                                                     Library& library) {
  const std::string normalised = NormalisedName(text);
  absl::string_view region_text = normalised;
  std::vector<v1::Side> sides = {v1::SIDE_LEFT, v1::SIDE_RIGHT};
  if (absl::ConsumePrefix(&region_text, "left ")) {
    sides = {v1::SIDE_LEFT};
  } else if (absl::ConsumePrefix(&region_text, "right ")) {
    sides = {v1::SIDE_RIGHT};
  }
  // What was typed is quoted as it was typed where it has no side.
  absl::StatusOr<std::string> region = library.Resolve<RegionKind>(
      sides.size() == 1 ? region_text : absl::StripAsciiWhitespace(text));
  if (!region.ok()) return region.status();
  std::vector<v1::BodySite> sites;
  for (v1::Side side : sides) {
    v1::BodySite& site = sites.emplace_back();
    site.set_region(*region);
    site.set_side(side);
  }
  return sites;
}

absl::StatusOr<std::vector<v1::BodySite>> ParseSiteList(absl::string_view text,
                                                        Library& library) {
  std::vector<v1::BodySite> all;
  for (absl::string_view part : absl::StrSplit(text, ',')) {
    absl::StatusOr<std::vector<v1::BodySite>> sites = ParseSites(part, library);
    if (!sites.ok()) return sites.status();
    for (v1::BodySite& site : *sites) {
      if (absl::c_none_of(all, [&](const v1::BodySite& other) {
            return SameSite(site, other);
          })) {
        all.push_back(std::move(site));
      }
    }
  }
  return all;
}

bool SameSite(const v1::BodySite& a, const v1::BodySite& b) {
  return a.region() == b.region() && a.side() == b.side();
}

}  // namespace knead::cli
