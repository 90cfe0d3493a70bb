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

// What one effect leaves of massage.
v1::Permission PermissionUnder(v1::EffectKind kind, bool cleared) {
  switch (kind) {
    case v1::EFFECT_KIND_FORBID_ALL:
    case v1::EFFECT_KIND_STOP_NOW:
      return v1::PERMISSION_NOT_NOW;
    case v1::EFFECT_KIND_CLEARANCE_FIRST:
      return cleared ? v1::PERMISSION_ALLOWED_WITH_LIMITS
                     : v1::PERMISSION_CLEARANCE_FIRST;
    default:
      return v1::PERMISSION_ALLOWED_WITH_LIMITS;
  }
}

absl::Status CheckRule(const v1::TriageRule& rule) {
  if (!IsUrgency(rule.urgency()) ||
      rule.permission() < LeastPermission(rule.urgency()) ||
      rule.permission() > v1::PERMISSION_NOT_NOW) {
    return absl::FailedPreconditionError("urgency and permission do not fit");
  }
  return absl::OkStatus();
}

absl::Status ReadEffects(const SiteIndex& sites,
                         CompiledContraindication* compiled) {
  const auto& effects = compiled->contraindication->effects();
  if (effects.empty()) {
    return absl::FailedPreconditionError("effects: there is none");
  }
  for (const v1::Effect& effect : effects) {
    if (effect.kind() == v1::EFFECT_KIND_UNSPECIFIED ||
        !v1::EffectKind_IsValid(effect.kind())) {
      return absl::FailedPreconditionError("effects: an unknown kind");
    }
    compiled->permission =
        std::max(compiled->permission, PermissionUnder(effect.kind(), false));
    compiled->permission_cleared = std::max(
        compiled->permission_cleared, PermissionUnder(effect.kind(), true));
    if (effect.kind() == v1::EFFECT_KIND_CLEARANCE_FIRST) {
      compiled->asks_clearance = true;
    }
    if (!IsRegional(effect.kind())) continue;
    SiteSet regions = kNoSites;
    for (const std::string& name : effect.regions()) {
      const auto region = sites.Region(name);
      if (!region.has_value()) {
        return absl::FailedPreconditionError(
            absl::StrCat("effects: there is no ", name));
      }
      regions |= *region;
    }
    compiled->regional_effects.push_back({effect.kind(), regions});
  }
  return absl::OkStatus();
}

// Calls `visit` with each finding that a criterion names.
template <typename Visit>
void VisitFindings(const CriterionTree& tree, Visit visit) {
  if (tree.is_leaf()) visit(tree.finding);
  for (const auto& member : tree.members) VisitFindings(member.tree, visit);
}

void FindHelpful(RuleSet* set) {
  std::set<size_t> decisive;
  const auto add = [&decisive](size_t finding) { decisive.insert(finding); };
  for (const auto& rule : set->rules) VisitFindings(rule.criterion.tree(), add);
  for (const auto& contraindication : set->contraindications) {
    VisitFindings(contraindication.criterion.tree(), add);
  }
  // Who denies a gate denies what stands behind it.
  for (size_t i = 0; i < set->findings.size(); ++i) {
    decisive.insert(set->findings.gates(i).begin(),
                    set->findings.gates(i).end());
  }
  for (const auto& indication : set->indications) {
    VisitFindings(indication.criterion.tree(), [&](size_t i) {
      if (decisive.count(i) == 0 && !set->findings.is_quantity(i) &&
          set->findings.is_lay(i) && set->findings.gates(i).empty()) {
        set->helpful[i].insert(indication.indication->name());
      }
    });
  }
}

absl::Status FindPathways(const Catalog& catalog, RuleSet* set) {
  for (const v1::CarePathway& pathway : catalog.bundle().care_pathways()) {
    if (!IsUrgency(pathway.urgency())) {
      return At(pathway.name(),
                absl::FailedPreconditionError("urgency: is unknown"));
    }
    const v1::CarePathway*& place = set->pathways[pathway.urgency()];
    if (place != nullptr) {
      return absl::FailedPreconditionError(absl::StrCat(
          pathway.name(), ": ", place->name(), " has the same urgency"));
    }
    place = &pathway;
    v1::CarePathway& bare = set->bare_pathways[pathway.urgency()];
    bare = pathway;
    bare.clear_regional_contacts();
  }
  for (int u = v1::URGENCY_SELF_CARE; u <= v1::URGENCY_EMERGENCY; ++u) {
    if (set->pathways[u] == nullptr) {
      return absl::FailedPreconditionError(
          absl::StrCat("care_pathways: there is none for ",
                       v1::Urgency_Name(static_cast<v1::Urgency>(u))));
    }
  }
  return absl::OkStatus();
}

// The criteria of one collection, resolved.
template <typename Resources>
absl::StatusOr<std::vector<CriterionTree>> ResolveAll(
    const Resources& resources, const RuleSet& set) {
  std::vector<CriterionTree> trees;
  for (const auto& resource : resources) {
    auto tree = ResolveCriterion(resource.criterion(), set.findings, set.sites);
    if (!tree.ok()) return At(resource.name(), tree.status());
    trees.push_back(*std::move(tree));
  }
  return trees;
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

  const v1::ContentBundle& bundle = catalog.bundle();
  auto rules = ResolveAll(bundle.triage_rules(), set);
  if (!rules.ok()) return rules.status();
  auto contraindications = ResolveAll(bundle.contraindications(), set);
  if (!contraindications.ok()) return contraindications.status();
  auto indications = ResolveAll(bundle.indications(), set);
  if (!indications.ok()) return indications.status();
  std::vector<const CriterionTree*> trees;
  for (const auto* list : {&*rules, &*contraindications, &*indications}) {
    for (const CriterionTree& tree : *list) trees.push_back(&tree);
  }
  set.atoms = std::make_unique<const AtomIndex>(trees);
  auto code = std::make_unique<CriterionCode>();
  const auto compile = [&](CriterionTree& tree) -> CompiledCriterion {
    auto details = std::make_unique<CompiledCriterion::Details>();
    details->implicants = FindImplicants(tree, *set.atoms);
    details->tree = std::move(tree);
    return {CriterionProgram(details->tree, *set.atoms, set.sites.all(),
                             code.get()),
            std::move(details)};
  };
  for (int i = 0; i < bundle.triage_rules_size(); ++i) {
    const v1::TriageRule& rule = bundle.triage_rules(i);
    if (absl::Status status = CheckRule(rule); !status.ok()) {
      return At(rule.name(), status);
    }
    set.rules.push_back(
        {compile((*rules)[i]), rule.urgency(), rule.permission(), &rule});
  }
  for (int i = 0; i < bundle.contraindications_size(); ++i) {
    const v1::Contraindication& source = bundle.contraindications(i);
    CompiledContraindication compiled(&source,
                                      compile((*contraindications)[i]));
    if (absl::Status status = ReadEffects(set.sites, &compiled); !status.ok()) {
      return At(source.name(), status);
    }
    set.contraindications.push_back(std::move(compiled));
  }
  for (int i = 0; i < bundle.indications_size(); ++i) {
    set.indications.push_back(
        {compile((*indications)[i]), &bundle.indications(i)});
  }
  set.code = std::move(code);
  if (absl::Status status = FindPathways(catalog, &set); !status.ok()) {
    return status;
  }
  FindHelpful(&set);
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
  // Nothing is left to massage.
  if (compiled.regional() &&
      ForbiddenSites(index, compiled, sites) == index.all()) {
    return v1::PERMISSION_NOT_NOW;
  }
  return cleared ? compiled.permission_cleared : compiled.permission;
}

}  // namespace knead
