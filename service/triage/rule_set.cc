#include "service/triage/rule_set.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace knead {
namespace {

bool IsRegional(v1::EffectKind kind) {
  return kind == v1::EFFECT_KIND_FORBID_REGION ||
         kind == v1::EFFECT_KIND_NO_DIRECT_PRESSURE ||
         kind == v1::EFFECT_KIND_GENTLE_ONLY;
}

// What the least permission under an urgency is.
v1::Permission LeastPermission(v1::Urgency urgency) {
  if (urgency >= v1::URGENCY_SAME_DAY) return v1::PERMISSION_NOT_NOW;
  if (urgency >= v1::URGENCY_SOON) return v1::PERMISSION_CLEARANCE_FIRST;
  return v1::PERMISSION_ALLOWED;
}

bool IsUrgency(v1::Urgency urgency) {
  return urgency >= v1::URGENCY_SELF_CARE && urgency <= v1::URGENCY_EMERGENCY;
}

absl::Status At(const std::string& name, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat(name, ": ", status.message()));
}

}  // namespace

absl::StatusOr<RuleSet> RuleSet::Create(const Catalog& catalog) {
  RuleSet set;
  absl::StatusOr<SiteIndex> sites = SiteIndex::Create(catalog);
  if (!sites.ok()) return sites.status();
  set.sites = *std::move(sites);
  absl::StatusOr<FindingIndex> findings = FindingIndex::Create(catalog);
  if (!findings.ok()) return findings.status();
  set.findings = *std::move(findings);
  const auto compile = [&set](const auto& resource) {
    return CriterionProgram::Compile(resource.criterion(), set.findings,
                                     set.sites);
  };
  for (const v1::TriageRule& rule : catalog.bundle().triage_rules()) {
    absl::StatusOr<CriterionProgram> program = compile(rule);
    if (!program.ok()) return At(rule.name(), program.status());
    if (!IsUrgency(rule.urgency()) ||
        rule.permission() < LeastPermission(rule.urgency()) ||
        rule.permission() > v1::PERMISSION_NOT_NOW) {
      return At(rule.name(), absl::FailedPreconditionError(
                                 "urgency and permission do not fit"));
    }
    set.rules.push_back({&rule, *std::move(program)});
  }
  for (const v1::Indication& indication : catalog.bundle().indications()) {
    absl::StatusOr<CriterionProgram> program = compile(indication);
    if (!program.ok()) return At(indication.name(), program.status());
    set.indications.push_back({&indication, *std::move(program)});
  }
  for (const v1::Contraindication& contraindication :
       catalog.bundle().contraindications()) {
    absl::StatusOr<CriterionProgram> program = compile(contraindication);
    if (!program.ok()) return At(contraindication.name(), program.status());
    CompiledContraindication compiled;
    compiled.contraindication = &contraindication;
    compiled.program = *std::move(program);
    if (contraindication.effects().empty()) {
      return At(contraindication.name(),
                absl::FailedPreconditionError("effects: there is none"));
    }
    for (const v1::Effect& effect : contraindication.effects()) {
      if (effect.kind() == v1::EFFECT_KIND_UNSPECIFIED ||
          !v1::EffectKind_IsValid(effect.kind())) {
        return At(contraindication.name(),
                  absl::FailedPreconditionError("effects: an unknown kind"));
      }
      if (effect.kind() == v1::EFFECT_KIND_CLEARANCE_FIRST) {
        compiled.asks_clearance = true;
      }
      if (!IsRegional(effect.kind())) continue;
      compiled.regional = true;
      SiteSet regions = 0;
      for (const std::string& name : effect.regions()) {
        const auto region = set.sites.Region(name);
        if (!region.has_value()) {
          return At(contraindication.name(),
                    absl::FailedPreconditionError(
                        absl::StrCat("effects: there is no ", name)));
        }
        regions |= *region;
      }
      compiled.regional_effects.push_back({effect.kind(), regions});
    }
    set.contraindications.push_back(std::move(compiled));
  }
  for (const v1::CarePathway& pathway : catalog.bundle().care_pathways()) {
    if (!IsUrgency(pathway.urgency())) {
      return At(pathway.name(),
                absl::FailedPreconditionError("urgency: is unknown"));
    }
    const v1::CarePathway*& place = set.pathways[pathway.urgency()];
    if (place != nullptr) {
      return absl::FailedPreconditionError(absl::StrCat(
          pathway.name(), ": ", place->name(), " has the same urgency"));
    }
    place = &pathway;
  }
  for (int u = v1::URGENCY_SELF_CARE; u <= v1::URGENCY_EMERGENCY; ++u) {
    if (set.pathways[u] == nullptr) {
      return absl::FailedPreconditionError(
          absl::StrCat("care_pathways: there is none for ",
                       v1::Urgency_Name(static_cast<v1::Urgency>(u))));
    }
  }
  return set;
}

SiteSet EffectSites(const SiteIndex& index,
                    const CompiledContraindication::RegionalEffect& effect,
                    SiteSet sites) {
  return effect.regions == 0 ? sites : effect.regions & index.WholeLegs(sites);
}

SiteSet ForbiddenSites(const SiteIndex& index,
                       const CompiledContraindication& compiled,
                       SiteSet sites) {
  SiteSet forbidden = kNoSites;
  for (const auto& effect : compiled.regional_effects) {
    if (effect.kind == v1::EFFECT_KIND_FORBID_REGION) {
      forbidden |= EffectSites(index, effect, sites);
    }
  }
  return forbidden;
}

v1::Permission PermissionUnder(const SiteIndex& index,
                               const CompiledContraindication& compiled,
                               bool cleared, SiteSet sites) {
  v1::Permission permission = v1::PERMISSION_ALLOWED;
  const auto raise = [&permission](v1::Permission to) {
    permission = std::max(permission, to);
  };
  for (const v1::Effect& effect : compiled.contraindication->effects()) {
    switch (effect.kind()) {
      case v1::EFFECT_KIND_FORBID_ALL:
      case v1::EFFECT_KIND_STOP_NOW:
        raise(v1::PERMISSION_NOT_NOW);
        break;
      case v1::EFFECT_KIND_CLEARANCE_FIRST:
        raise(cleared ? v1::PERMISSION_ALLOWED_WITH_LIMITS
                      : v1::PERMISSION_CLEARANCE_FIRST);
        break;
      default:
        raise(v1::PERMISSION_ALLOWED_WITH_LIMITS);
    }
  }
  // Nothing is left to massage.
  if (ForbiddenSites(index, compiled, sites) == index.all()) {
    raise(v1::PERMISSION_NOT_NOW);
  }
  return permission;
}

}  // namespace knead
