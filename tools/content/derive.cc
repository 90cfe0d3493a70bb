#include "tools/content/derive.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

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

// How much an effect takes away; the smallest comes first in a list.
int Strictness(v1::EffectKind kind) {
  switch (kind) {
    case v1::EFFECT_KIND_FORBID_ALL:
      return 0;
    case v1::EFFECT_KIND_STOP_NOW:
      return 1;
    case v1::EFFECT_KIND_FORBID_REGION:
      return 2;
    case v1::EFFECT_KIND_NO_DIRECT_PRESSURE:
      return 3;
    case v1::EFFECT_KIND_CLEARANCE_FIRST:
      return 4;
    default:
      return 5;
  }
}

}  // namespace

void FillDerivedFields(v1::ContentBundle* bundle) {
  for (v1::Technique& technique : *bundle->mutable_techniques()) {
    std::set<std::pair<int, std::string>> found;
    for (const v1::Contraindication& contraindication :
         bundle->contraindications()) {
      for (const v1::Effect& effect : contraindication.effects()) {
        if (!Concerns(effect, technique)) continue;
        int strictest = Strictness(effect.kind());
        for (const v1::Effect& other : contraindication.effects()) {
          strictest = std::min(strictest, Strictness(other.kind()));
        }
        found.emplace(strictest, contraindication.name());
      }
    }
    technique.clear_contraindications();
    for (const auto& [strictness, name] : found) {
      technique.add_contraindications(name);
    }
  }
}

}  // namespace knead::content
