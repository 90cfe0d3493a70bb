#include "service/figure/left_out.h"

#include <vector>

#include "knead/v1/anatomy.pb.h"
#include "knead/v1/contraindication.pb.h"

namespace knead {
namespace {

constexpr v1::Side kSides[] = {v1::SIDE_LEFT, v1::SIDE_RIGHT};

bool LeavesOut(const v1::Effect& effect) {
  return effect.kind() == v1::EFFECT_KIND_FORBID_REGION ||
         effect.kind() == v1::EFFECT_KIND_NO_DIRECT_PRESSURE;
}

}  // namespace

LeftOut::LeftOut(const Catalog& catalog, const v1::Assessment& assessment) {
  const v1::Permission permission = assessment.permission().permission();
  massage_allowed_ = permission == v1::PERMISSION_ALLOWED ||
                     permission == v1::PERMISSION_ALLOWED_WITH_LIMITS;
  for (const v1::Exclusion& exclusion : assessment.exclusions()) {
    for (const v1::ExclusionReason& reason : exclusion.reasons()) {
      if (reason.kind() == v1::EXCLUSION_REASON_KIND_TOOL_NOT_AT_HAND) {
        needed_tools_[exclusion.technique()] = reason.text();
        continue;
      }
      for (const int side : reason.sides()) {
        withheld_.insert({exclusion.technique(), static_cast<v1::Side>(side)});
      }
    }
  }
  std::vector<std::string> all;
  for (const v1::Region& region : catalog.bundle().regions()) {
    all.push_back(region.name());
  }
  for (const v1::FiredContraindication& fired :
       assessment.fired_contraindications()) {
    std::set<v1::Side> sides;
    for (const v1::BodySite& site : fired.sites()) sides.insert(site.side());
    if (sides.empty()) sides.insert(std::begin(kSides), std::end(kSides));
    for (const v1::Effect& effect : fired.effects()) {
      if (!LeavesOut(effect)) continue;
      if (effect.regions().empty() && !fired.sites().empty()) {
        for (const v1::BodySite& site : fired.sites()) {
          sites_.insert({site.region(), site.side()});
        }
        continue;
      }
      const std::vector<std::string> regions =
          effect.regions().empty()
              ? all
              : std::vector<std::string>(effect.regions().begin(),
                                         effect.regions().end());
      for (const v1::Side side : sides) {
        for (const std::string& region : regions) {
          sites_.insert({region, side});
        }
      }
    }
  }
}

bool LeftOut::Withheld(absl::string_view technique, v1::Side side) const {
  return !massage_allowed_ ||
         withheld_.count({std::string(technique), side}) > 0;
}

std::string LeftOut::NeededTool(absl::string_view technique) const {
  const auto needed = needed_tools_.find(std::string(technique));
  return needed == needed_tools_.end() ? "" : needed->second;
}

bool LeftOut::Has(absl::string_view region, v1::Side side) const {
  return sites_.count({std::string(region), side}) > 0;
}

}  // namespace knead
