#include "tools/content/derive.h"

#include <algorithm>
#include <set>
#include <string>

namespace knead::content {
namespace {

bool Concerns(const v1::Effect& effect, const v1::Technique& technique) {
  switch (effect.kind()) {
    case v1::EFFECT_KIND_FORBID_ALL:
    case v1::EFFECT_KIND_STOP_NOW:
    case v1::EFFECT_KIND_CLEARANCE_FIRST:
      return true;
    case v1::EFFECT_KIND_FORBID_REGION:
    case v1::EFFECT_KIND_NO_DIRECT_PRESSURE:
    case v1::EFFECT_KIND_GENTLE_ONLY:
      return effect.regions().empty() ||
             std::any_of(technique.touched_regions().begin(),
                         technique.touched_regions().end(),
                         [&](const v1::TouchedRegion& touched) {
                           return std::find(effect.regions().begin(),
                                            effect.regions().end(),
                                            touched.region()) !=
                                  effect.regions().end();
                         });
    default:
      return false;
  }
}

}  // namespace

void FillDerivedFields(v1::ContentBundle* bundle) {
  for (v1::Technique& technique : *bundle->mutable_techniques()) {
    std::set<std::string> names;
    for (const v1::Contraindication& contraindication :
         bundle->contraindications()) {
      if (std::any_of(contraindication.effects().begin(),
                      contraindication.effects().end(),
                      [&](const v1::Effect& effect) {
                        return Concerns(effect, technique);
                      })) {
        names.insert(contraindication.name());
      }
    }
    technique.clear_contraindications();
    technique.mutable_contraindications()->Add(names.begin(), names.end());
  }
}

}  // namespace knead::content
