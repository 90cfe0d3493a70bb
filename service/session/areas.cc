#include "service/session/areas.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "service/session/limits.h"
#include "service/session/steps.h"

namespace knead {
namespace {

// The legs to work on, the one that was named first in front.
std::vector<v1::Side> WantedSides(const v1::AssessRequest& request,
                                  const v1::Assessment& assessment) {
  std::vector<v1::Side> sides;
  const auto add = [&](const v1::BodySite& site) {
    if (!absl::c_linear_search(sides, site.side())) {
      sides.push_back(site.side());
    }
  };
  absl::c_for_each(request.complaint(), add);
  if (sides.empty()) {
    for (const v1::MatchedIndication& indication :
         assessment.matched_indications()) {
      for (const v1::Observation& observation : indication.observations()) {
        absl::c_for_each(observation.sites(), add);
      }
    }
  }
  if (sides.empty()) sides = {v1::SIDE_LEFT, v1::SIDE_RIGHT};
  return sides;
}

// Both legs, those that are wanted in front: a place may be named on a leg that
// no complaint is about.
std::vector<v1::Side> BothSides(const v1::AssessRequest& request,
                                const v1::Assessment& assessment) {
  std::vector<v1::Side> sides = WantedSides(request, assessment);
  for (v1::Side side : {v1::SIDE_LEFT, v1::SIDE_RIGHT}) {
    if (!absl::c_linear_search(sides, side)) sides.push_back(side);
  }
  return sides;
}

bool HasReason(const v1::Recommendation& recommendation,
               v1::RecommendationReasonKind kind,
               absl::string_view resource = "") {
  return absl::c_any_of(
      recommendation.reasons(), [&](const v1::RecommendationReason& reason) {
        return reason.kind() == kind &&
               (resource.empty() || reason.resource() == resource);
      });
}

// The legs on which a technique serves: those of the places that hurt and that
// it works on, or whose pain comes from its muscles; or else those of what it
// is indicated for; or else all that are wanted.
std::vector<v1::Side> SidesFor(const Catalog& catalog,
                               const v1::AssessRequest& request,
                               const v1::Assessment& assessment,
                               const v1::Recommendation& recommendation) {
  absl::flat_hash_set<std::string> regions;
  absl::flat_hash_set<int> sides;
  for (const v1::RecommendationReason& reason : recommendation.reasons()) {
    if (reason.kind() == v1::RECOMMENDATION_REASON_KIND_COMPLAINT_REGION) {
      regions.insert(reason.resource());
    } else if (reason.kind() == v1::RECOMMENDATION_REASON_KIND_REFERRED_PAIN) {
      const auto* group = catalog.Find<v1::MuscleGroup>(reason.resource());
      if (group == nullptr) continue;
      regions.insert(group->pain_regions().begin(),
                     group->pain_regions().end());
    }
  }
  for (const v1::BodySite& site : request.complaint()) {
    if (regions.contains(site.region())) sides.insert(site.side());
  }
  if (sides.empty()) {
    for (const v1::MatchedIndication& matched :
         assessment.matched_indications()) {
      if (!HasReason(recommendation, v1::RECOMMENDATION_REASON_KIND_INDICATION,
                     matched.indication())) {
        continue;
      }
      for (const v1::Observation& observation : matched.observations()) {
        for (const v1::BodySite& site : observation.sites()) {
          sides.insert(site.side());
        }
      }
    }
  }
  std::vector<v1::Side> wanted = BothSides(request, assessment);
  wanted.erase(
      std::remove_if(wanted.begin(), wanted.end(),
                     [&](v1::Side side) { return !sides.contains(side); }),
      wanted.end());
  return wanted.empty() ? WantedSides(request, assessment) : wanted;
}

// The place of `item` among the preferred ones; behind all of them if it is
// none.
template <typename Items>
int Preference(const Items& preferred, const std::string& item) {
  return std::find(preferred.begin(), preferred.end(), item) -
         preferred.begin();
}

int RegionPreference(const v1::PlanSessionRequest& request,
                     const v1::Technique& technique) {
  int best = request.preferred_regions_size();
  for (const v1::TouchedRegion& touched : technique.touched_regions()) {
    best = std::min(best,
                    Preference(request.preferred_regions(), touched.region()));
  }
  return best;
}

bool IsPreferred(const v1::PlanSessionRequest& request,
                 const v1::Technique& technique) {
  return absl::c_linear_search(request.preferred_techniques(),
                               technique.name()) ||
         RegionPreference(request, technique) <
             request.preferred_regions_size();
}

// Whether it works on a place that hurts, or on muscles whose pain is felt
// there.
bool ActsOnComplaint(const v1::Recommendation& recommendation) {
  return HasReason(recommendation,
                   v1::RECOMMENDATION_REASON_KIND_COMPLAINT_REGION) ||
         HasReason(recommendation,
                   v1::RECOMMENDATION_REASON_KIND_REFERRED_PAIN);
}

// Whether it does more than work on a muscle around the knee.
bool ServesThisPerson(const v1::Recommendation& recommendation) {
  return ActsOnComplaint(recommendation) ||
         HasReason(recommendation, v1::RECOMMENDATION_REASON_KIND_INDICATION);
}

// Whether nothing says what this person needs.
bool IsAnythingWanted(const v1::AssessRequest& request,
                      const v1::Assessment& assessment) {
  return request.complaint().empty() &&
         assessment.matched_indications().empty();
}

// Whether something that massage can help this person with asks for it.
bool IsIndicated(const Catalog& catalog, const v1::Assessment& assessment,
                 const v1::Technique& technique) {
  return absl::c_any_of(assessment.matched_indications(),
                        [&](const v1::MatchedIndication& matched) {
                          const auto* indication = catalog.Find<v1::Indication>(
                              matched.indication());
                          return indication != nullptr &&
                                 absl::c_linear_search(indication->techniques(),
                                                       technique.name());
                        });
}

bool IsSame(const v1::BodySite& a, const v1::BodySite& b) {
  return a.side() == b.side() && a.region() == b.region();
}

v1::BodySite MakeSite(const std::string& region, v1::Side side) {
  v1::BodySite site;
  site.set_region(region);
  site.set_side(side);
  return site;
}

Area* FindArea(const v1::BodySite& site, std::vector<Area>* areas) {
  for (Area& area : *areas) {
    if (IsSame(area.site, site)) return &area;
  }
  return nullptr;
}

// Adds a technique to an area, as far as their times go together.
void Extend(const AreaTechnique& technique, Area* area) {
  if (area->techniques.size() >= kMaxTechniquesPerBlock) return;
  const v1::DurationRange& time = technique.technique->area_duration();
  const absl::Duration min =
      std::max(area->min, absl::Seconds(ToSeconds(time.min())));
  const absl::Duration max =
      std::min(area->max, absl::Seconds(ToSeconds(time.max())));
  if (min > max || min < kMinTechniqueTime * (area->techniques.size() + 1)) {
    return;
  }
  area->min = min;
  area->max = max;
  area->techniques.push_back(technique);
}

}  // namespace

std::vector<Area> FindAreas(const Catalog& catalog,
                            const v1::PlanSessionRequest& request,
                            const v1::Assessment& assessment) {
  const v1::AssessRequest& person = request.assessment_request();
  const bool anything = IsAnythingWanted(person, assessment);
  std::vector<AreaTechnique> techniques;
  for (const v1::Recommendation& recommendation :
       assessment.recommendations()) {
    const auto* technique =
        catalog.Find<v1::Technique>(recommendation.technique());
    if (technique == nullptr || !technique->has_area_duration()) continue;
    if (anything || ServesThisPerson(recommendation) ||
        IsPreferred(request, *technique)) {
      techniques.push_back({technique, &recommendation});
    }
  }
  const auto order = [&](const AreaTechnique& item) {
    return std::make_tuple(
        Preference(request.preferred_techniques(), item.technique->name()),
        RegionPreference(request, *item.technique),
        !ActsOnComplaint(*item.recommendation), item.recommendation->rank());
  };
  absl::c_sort(techniques, [&](const AreaTechnique& a, const AreaTechnique& b) {
    return order(a) < order(b);
  });
  std::vector<Area> areas;
  for (const AreaTechnique& item : techniques) {
    const std::string& region = item.technique->touched_regions(0).region();
    const std::vector<v1::Side> sides =
        IsPreferred(request, *item.technique)
            ? WantedSides(person, assessment)
            : SidesFor(catalog, person, assessment, *item.recommendation);
    for (v1::Side side : sides) {
      if (!absl::c_linear_search(item.recommendation->sides(), side)) continue;
      const v1::BodySite site = MakeSite(region, side);
      if (Area* known = FindArea(site, &areas); known != nullptr) {
        Extend(item, known);
        continue;
      }
      Area area;
      area.site = site;
      area.min = absl::ZeroDuration();
      area.max = absl::InfiniteDuration();
      Extend(item, &area);
      if (!area.techniques.empty()) areas.push_back(std::move(area));
    }
  }
  // Both legs of an area stand side by side, wherever the area comes in.
  std::vector<Area> ordered;
  for (const Area& area : areas) {
    for (v1::Side side : BothSides(person, assessment)) {
      const v1::BodySite site = MakeSite(area.site.region(), side);
      if (FindArea(site, &ordered) != nullptr) continue;
      if (const Area* found = FindArea(site, &areas); found != nullptr) {
        ordered.push_back(*found);
      }
    }
  }
  return ordered;
}

std::vector<v1::LeftOutArea> WithheldAreas(
    const Catalog& catalog, const v1::PlanSessionRequest& request,
    const v1::Assessment& assessment, const std::vector<Area>& areas) {
  const v1::AssessRequest& person = request.assessment_request();
  const std::vector<v1::Side> wanted_sides = WantedSides(person, assessment);
  const bool anything = IsAnythingWanted(person, assessment);
  std::vector<v1::LeftOutArea> withheld;
  for (const v1::Exclusion& exclusion : assessment.exclusions()) {
    const auto* technique = catalog.Find<v1::Technique>(exclusion.technique());
    if (technique == nullptr) continue;
    const bool is_wanted = anything || IsPreferred(request, *technique) ||
                           IsIndicated(catalog, assessment, *technique);
    for (int side : exclusion.sides()) {
      const bool hurts_there =
          absl::c_any_of(person.complaint(), [&](const v1::BodySite& site) {
            return site.side() == side &&
                   absl::c_any_of(technique->touched_regions(),
                                  [&](const v1::TouchedRegion& touched) {
                                    return touched.region() == site.region();
                                  });
          });
      const bool side_is_wanted =
          absl::c_linear_search(wanted_sides, static_cast<v1::Side>(side));
      if (!hurts_there && !(side_is_wanted && is_wanted)) continue;
      const v1::BodySite site = MakeSite(technique->touched_regions(0).region(),
                                         static_cast<v1::Side>(side));
      if (absl::c_any_of(areas, [&](const Area& area) {
            return IsSame(area.site, site);
          })) {
        continue;
      }
      auto known = absl::c_find_if(withheld, [&](const v1::LeftOutArea& area) {
        return IsSame(area.site(), site);
      });
      if (known == withheld.end()) {
        v1::LeftOutArea area;
        *area.mutable_site() = site;
        area.set_display_name(SiteInWords(catalog, site));
        area.set_reason(v1::LEFT_OUT_REASON_WITHHELD);
        withheld.push_back(std::move(area));
        known = withheld.end() - 1;
      }
      known->add_techniques(technique->name());
    }
  }
  return withheld;
}

std::string SiteInWords(const Catalog& catalog, const v1::BodySite& site) {
  const auto* region = catalog.Find<v1::Region>(site.region());
  return absl::StrCat(
      region == nullptr ? site.region() : region->display_name(),
      site.side() == v1::SIDE_LEFT ? ", left leg" : ", right leg");
}

}  // namespace knead
