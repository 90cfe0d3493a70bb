#include "service/triage/recommendation.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/arena.h"
#include "service/triage/phrases.h"
#include "service/triage/shared_parts.h"

namespace knead {
namespace {

using ::google::protobuf::Arena;

void AddReason(v1::RecommendationReasonKind kind, const std::string& resource,
               std::string text, v1::Recommendation* recommendation) {
  v1::RecommendationReason& reason = *recommendation->add_reasons();
  reason.set_kind(kind);
  reason.set_resource(resource);
  reason.set_text(std::move(text));
}

v1::ExclusionReason MakeExclusion(v1::ExclusionReasonKind kind,
                                  const std::string& resource,
                                  std::string text) {
  v1::ExclusionReason reason;
  reason.set_kind(kind);
  reason.set_resource(resource);
  reason.set_text(std::move(text));
  return reason;
}

void AddSides(const std::vector<v1::Side>& sides,
              google::protobuf::RepeatedField<int>* out) {
  for (v1::Side side : sides) out->Add(side);
}

bool IsBlocking(v1::Permission permission) {
  return permission >= v1::PERMISSION_CLEARANCE_FIRST;
}

}  // namespace

absl::StatusOr<TechniqueMatcher> TechniqueMatcher::Create(
    const Catalog& catalog, const RuleSet& set) {
  TechniqueMatcher matcher;
  matcher.catalog_ = &catalog;
  matcher.set_ = &set;
  for (const v1::Technique& technique : catalog.bundle().techniques()) {
    Entry entry;
    entry.technique = &technique;
    if (technique.tools().empty()) {
      return absl::FailedPreconditionError(
          absl::StrCat(technique.name(), ": tools are needed"));
    }
    absl::StatusOr<TechniqueSignature> signature =
        SignatureOf(technique, set.sites);
    if (!signature.ok()) return signature.status();
    entry.signature = *signature;
    for (const std::string& name : technique.muscle_groups()) {
      const auto* group = catalog.Find<v1::MuscleGroup>(name);
      if (group == nullptr) {
        return absl::FailedPreconditionError(
            absl::StrCat(technique.name(), ": there is no ", name));
      }
      for (const std::string& region : group->pain_regions()) {
        entry.pain |= set.sites.Region(region).value_or(kNoSites);
      }
    }
    for (const std::string& name : technique.tools()) {
      if (catalog.Find<v1::Tool>(name) == nullptr) {
        return absl::FailedPreconditionError(
            absl::StrCat(technique.name(), ": there is no ", name));
      }
    }
    matcher.entries_.push_back(entry);
  }
  return matcher;
}

std::vector<TechniqueMatcher::ActiveEffect> TechniqueMatcher::ActiveEffects(
    const Input& input) const {
  std::vector<ActiveEffect> effects;
  for (size_t i = 0; i < set_->contraindications.size(); ++i) {
    const CompiledContraindication& compiled = set_->contraindications[i];
    if (!compiled.regional() ||
        !Holds(input.verdict.contraindications[i], kCeiling)) {
      continue;
    }
    const SiteSet certain =
        compiled.criterion.program.Sites(input.facts, kFloor);
    const SiteSet possible =
        compiled.criterion.program.Sites(input.facts, kCeiling);
    for (const auto& effect : compiled.regional_effects) {
      effects.push_back({&compiled, effect.kind,
                         EffectSites(set_->sites, effect, certain),
                         EffectSites(set_->sites, effect, possible)});
    }
  }
  return effects;
}

std::vector<v1::ExclusionReason> TechniqueMatcher::Blocks(
    const Input& input) const {
  std::vector<v1::ExclusionReason> blocks;
  if (input.verdict.allowed()) return blocks;
  for (size_t i = 0; i < set_->rules.size(); ++i) {
    const v1::TriageRule& rule = *set_->rules[i].rule;
    if (Holds(input.verdict.rules[i], kFloor) &&
        IsBlocking(rule.permission())) {
      blocks.push_back(MakeExclusion(v1::EXCLUSION_REASON_KIND_TRIAGE_RULE,
                                     rule.name(), rule.summary()));
    }
  }
  for (size_t i = 0; i < set_->contraindications.size(); ++i) {
    const CompiledContraindication& compiled = set_->contraindications[i];
    if (!Holds(input.verdict.contraindications[i], kFloor)) continue;
    const v1::Permission permission =
        PermissionUnder(set_->sites, compiled, input.clearances[i],
                        compiled.criterion.program.Sites(input.facts, kFloor));
    if (!IsBlocking(permission)) continue;
    blocks.push_back(MakeExclusion(v1::EXCLUSION_REASON_KIND_CONTRAINDICATION,
                                   compiled.contraindication->name(),
                                   compiled.contraindication->summary()));
  }
  // Nothing certain blocks: something open does. The heaviest stands for all.
  if (blocks.empty()) {
    const bool ask = input.verdict.displayed == v1::PERMISSION_ASK_FIRST;
    const auto& open = ask ? input.open.askable : input.open.unsure;
    const auto heaviest = std::max_element(
        open.begin(), open.end(), [](const auto& a, const auto& b) {
          return std::tie(a.second.permission, a.second.urgency) <
                 std::tie(b.second.permission, b.second.urgency);
        });
    if (heaviest != open.end()) {
      const v1::Finding& finding = set_->findings.finding(heaviest->first);
      blocks.push_back(MakeExclusion(v1::EXCLUSION_REASON_KIND_OPEN_FINDING,
                                     finding.name(),
                                     ask ? NotAnsweredYet(finding.question())
                                         : NotSure(finding.question())));
    }
  }
  return blocks;
}

v1::ExclusionReason TechniqueMatcher::OpenReason(
    const Input& input, const ActiveEffect& effect) const {
  // The first open finding of the contraindication stands for it.
  const std::string& name = effect.source->contraindication->name();
  for (const auto* findings : {&input.open.askable, &input.open.unsure}) {
    for (const auto& [number, stake] : *findings) {
      if (stake.asked_for.count(name) == 0) continue;
      const v1::Finding& finding = set_->findings.finding(number);
      return MakeExclusion(
          v1::EXCLUSION_REASON_KIND_OPEN_FINDING, finding.name(),
          findings == &input.open.askable ? NotAnsweredYet(finding.question())
                                          : NotSure(finding.question()));
    }
  }
  return MakeExclusion(v1::EXCLUSION_REASON_KIND_CONTRAINDICATION, name,
                       effect.source->contraindication->summary());
}

void TechniqueMatcher::AddReasons(const Input& input, const Entry& entry,
                                  v1::Recommendation* recommendation) const {
  for (size_t i : input.indications) {
    const v1::Indication& indication = *set_->indications[i].indication;
    if (std::find(indication.techniques().begin(),
                  indication.techniques().end(),
                  entry.technique->name()) != indication.techniques().end()) {
      AddReason(v1::RECOMMENDATION_REASON_KIND_INDICATION, indication.name(),
                ServesIndication(indication.display_name()), recommendation);
    }
  }
  for (const v1::Region& region : catalog_->bundle().regions()) {
    const SiteSet bits = *set_->sites.Region(region.name());
    if ((input.complaint & bits & entry.signature.touched) != 0) {
      AddReason(v1::RECOMMENDATION_REASON_KIND_COMPLAINT_REGION, region.name(),
                ActsOnComplaint(region.display_name()), recommendation);
    }
  }
  for (const std::string& name : entry.technique->muscle_groups()) {
    const auto* group = catalog_->Find<v1::MuscleGroup>(name);
    for (const std::string& region : group->pain_regions()) {
      const auto bits = set_->sites.Region(region);
      if (!bits.has_value() || (input.complaint & *bits) == 0) continue;
      AddReason(v1::RECOMMENDATION_REASON_KIND_REFERRED_PAIN, name,
                PainFeltAt(group->display_name(),
                           catalog_->Find<v1::Region>(region)->display_name()),
                recommendation);
    }
  }
  if (!recommendation->reasons().empty()) return;
  for (const std::string& name : entry.technique->muscle_groups()) {
    AddReason(
        v1::RECOMMENDATION_REASON_KIND_MUSCLE_GROUP, name,
        WorksOnMuscles(catalog_->Find<v1::MuscleGroup>(name)->display_name()),
        recommendation);
  }
  if (recommendation->reasons().empty()) {
    AddReason(v1::RECOMMENDATION_REASON_KIND_MUSCLE_GROUP,
              entry.technique->touched_regions(0).region(), WorksAroundKnee(),
              recommendation);
  }
}

void TechniqueMatcher::AddLimits(const Input& input, const Entry& entry,
                                 SiteSet legs,
                                 const std::vector<ActiveEffect>& effects,
                                 v1::Recommendation* recommendation) const {
  for (const ActiveEffect& effect : effects) {
    const SiteSet where = effect.possible & entry.signature.touched & legs;
    if (where == kNoSites) continue;
    v1::RecommendationLimit& limit = *recommendation->add_limits();
    const v1::Contraindication& source = *effect.source->contraindication;
    limit.set_contraindication(source.name());
    limit.set_kind(effect.kind);
    limit.set_text(source.advice().text());
    for (const v1::BodySite& site : set_->sites.ToSites(where)) {
      *limit.add_sites() = site;
    }
  }
  for (size_t i = 0; i < set_->contraindications.size(); ++i) {
    if (!input.clearances[i] || !set_->contraindications[i].asks_clearance ||
        !Holds(input.verdict.contraindications[i], kCeiling)) {
      continue;
    }
    const v1::Contraindication& source =
        *set_->contraindications[i].contraindication;
    v1::RecommendationLimit& limit = *recommendation->add_limits();
    limit.set_contraindication(source.name());
    limit.set_kind(v1::EFFECT_KIND_CLEARANCE_FIRST);
    limit.set_text(AsProfessionalAgreed(source.display_name()));
  }
}

void TechniqueMatcher::Match(const Input& input,
                             v1::Assessment* assessment) const {
  const std::vector<v1::ExclusionReason> blocks = Blocks(input);
  const std::vector<ActiveEffect> effects = ActiveEffects(input);
  std::vector<v1::Side> sides =
      SidesOf(set_->sites, input.complaint == kNoSites ? set_->sites.all()
                                                       : input.complaint);
  // How relevant a technique is; the smallest comes first: how many indications
  // it serves, its best place among theirs, whether it is limited, whether it
  // acts where it hurts, whether its muscles are felt there, whether it works
  // on muscles at all, how good its evidence is.
  using Rank = std::tuple<int, int, int, int, int, int, int, absl::string_view>;
  Arena* const arena = assessment->GetArena();
  std::vector<std::pair<Rank, v1::Recommendation*>> offered;
  for (const Entry& entry : entries_) {
    const v1::Technique& technique = *entry.technique;
    auto* exclusion = Arena::CreateMessage<v1::Exclusion>(arena);
    // One reason for each resource, with all the legs that it concerns.
    const auto exclude = [exclusion](v1::ExclusionReason reason,
                                     const std::vector<v1::Side>& on) {
      v1::ExclusionReason* place = nullptr;
      for (auto& other : *exclusion->mutable_reasons()) {
        if (other.resource() == reason.resource()) place = &other;
      }
      if (place == nullptr) {
        place = exclusion->add_reasons();
        *place = std::move(reason);
      }
      for (v1::Side side : on) {
        const auto& sides = place->sides();
        if (std::find(sides.begin(), sides.end(), side) == sides.end()) {
          place->add_sides(side);
        }
      }
    };
    std::vector<v1::Side> usable = sides;
    for (const v1::ExclusionReason& block : blocks) exclude(block, sides);
    if (!input.verdict.allowed()) usable.clear();

    std::vector<std::string> tools;
    std::vector<std::string> tool_names;
    for (const std::string& name : technique.tools()) {
      const auto* tool = catalog_->Find<v1::Tool>(name);
      tool_names.push_back(tool->display_name());
      if (tool->always_available() || input.tools.contains(name)) {
        tools.push_back(name);
      }
    }
    if (tools.empty()) {
      exclude(MakeExclusion(v1::EXCLUSION_REASON_KIND_TOOL_NOT_AT_HAND,
                            technique.tools(0),
                            ToolNotAtHand(absl::StrJoin(tool_names, " or "))),
              sides);
      usable.clear();
    }
    for (const ActiveEffect& effect : effects) {
      std::vector<v1::Side> certain;
      std::vector<v1::Side> possible;
      for (v1::Side side : sides) {
        const SiteSet excluded =
            set_->sites.OnSide(side) & entry.signature.ExcludedAt(effect.kind);
        if ((effect.certain & excluded) != kNoSites) {
          certain.push_back(side);
        } else if ((effect.possible & excluded) != kNoSites) {
          possible.push_back(side);
        } else {
          continue;
        }
        usable.erase(std::remove(usable.begin(), usable.end(), side),
                     usable.end());
      }
      const v1::Contraindication& source = *effect.source->contraindication;
      if (!certain.empty()) {
        exclude(MakeExclusion(v1::EXCLUSION_REASON_KIND_CONTRAINDICATION,
                              source.name(), source.summary()),
                certain);
      }
      // While questions are open as a whole, their list says so already.
      if (!possible.empty() && blocks.empty()) {
        exclude(OpenReason(input, effect), possible);
      }
    }
    for (v1::Side side : sides) {
      if (std::find(usable.begin(), usable.end(), side) == usable.end()) {
        exclusion->add_sides(side);
      }
    }
    if (exclusion->sides_size() > 0) {
      exclusion->set_technique(technique.name());
      exclusion->set_display_name(technique.display_name());
      assessment->mutable_exclusions()->UnsafeArenaAddAllocated(exclusion);
    }
    if (usable.empty()) continue;

    SiteSet legs = kNoSites;
    for (v1::Side side : usable) legs |= set_->sites.OnSide(side);
    auto* offer = Arena::CreateMessage<v1::Recommendation>(arena);
    v1::Recommendation& recommendation = *offer;
    recommendation.set_technique(technique.name());
    recommendation.set_display_name(technique.display_name());
    AddSides(usable, recommendation.mutable_sides());
    for (std::string& tool : tools) recommendation.add_tools(std::move(tool));
    int served = 0;
    int place = 0;
    for (size_t i : input.indications) {
      const auto& names = set_->indications[i].indication->techniques();
      const auto at = std::find(names.begin(), names.end(), technique.name());
      if (at == names.end()) continue;
      const int index = static_cast<int>(at - names.begin());
      place = served == 0 ? index : std::min(place, index);
      ++served;
    }
    AddReasons(input, entry, &recommendation);
    AddLimits(input, entry, legs, effects, &recommendation);
    recommendation.set_firmest_pressure(technique.pressure().firmest());
    for (const v1::RecommendationLimit& limit : recommendation.limits()) {
      if (limit.kind() == v1::EFFECT_KIND_GENTLE_ONLY) {
        recommendation.set_firmest_pressure(v1::PRESSURE_LEVEL_LIGHT);
      }
    }
    ShareAll(technique.cautions(), recommendation.mutable_cautions());
    const Rank rank(-served, place, recommendation.limits().empty() ? 0 : 1,
                    (input.complaint & entry.signature.touched) != 0 ? 0 : 1,
                    (input.complaint & entry.pain) != 0 ? 0 : 1,
                    technique.muscle_groups().empty() ? 1 : 0,
                    -technique.evidence_level(), technique.name());
    offered.emplace_back(rank, offer);
  }
  std::sort(offered.begin(), offered.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  int rank = 0;
  for (auto& [key, recommendation] : offered) {
    recommendation->set_rank(++rank);
    assessment->mutable_recommendations()->UnsafeArenaAddAllocated(
        recommendation);
  }
}

}  // namespace knead
