#include "tools/content/effect_checks.h"

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/finding.pb.h"
#include "tools/content/criteria.h"
#include "tools/content/text_outline.h"

namespace knead::content {
namespace {

bool IsRegional(v1::EffectKind kind) {
  return kind == v1::EFFECT_KIND_FORBID_REGION ||
         kind == v1::EFFECT_KIND_NO_DIRECT_PRESSURE ||
         kind == v1::EFFECT_KIND_GENTLE_ONLY;
}

// Whether a finding of the criterion, or one that cannot be looked up, has a
// site.
bool NamesSite(const ContentSet& content, const v1::Criterion& criterion) {
  bool names_site = false;
  WalkCriteria(criterion, "",
               [&](const v1::Criterion& part, const std::string&) {
                 if (!part.has_present()) return;
                 const auto* finding =
                     content.Find<v1::Finding>(part.present().finding());
                 if (finding == nullptr || finding->has_site()) {
                   names_site = true;
                 }
               });
  return names_site;
}

}  // namespace

void CheckEffects(const ContentSet& content, FaultSink* faults) {
  for (const auto& [entity, message] : content.All<v1::Contraindication>()) {
    std::map<int, int> seen;
    for (int i = 0; i < message.effects_size(); ++i) {
      const v1::Effect& effect = message.effects(i);
      const std::string path = ElementPath("", "effects", i);
      if (effect.kind() == v1::EFFECT_KIND_UNSPECIFIED) continue;
      if (!effect.regions().empty() && !IsRegional(effect.kind())) {
        faults->Add(entity.FaultAt(
            FieldPath(path, "regions"),
            absl::StrCat(v1::EffectKind_Name(effect.kind()),
                         " holds everywhere; remove the regions, or choose a "
                         "kind that acts on regions")));
      }
      if (effect.kind() == v1::EFFECT_KIND_FORBID_REGION &&
          effect.regions().empty() &&
          !NamesSite(content, message.criterion())) {
        faults->Add(entity.FaultAt(
            FieldPath(path, "regions"),
            "is empty, and no finding of the criterion has a site; name the "
            "regions, or write EFFECT_KIND_FORBID_ALL"));
      }
      const auto [first, is_new] = seen.emplace(effect.kind(), i);
      if (is_new) continue;
      faults->Add(entity.FaultAt(
          FieldPath(path, "kind"),
          absl::StrCat("is the same as in effects[", first->second,
                       "]; put the regions of both into one")));
    }
  }
}

}  // namespace knead::content
