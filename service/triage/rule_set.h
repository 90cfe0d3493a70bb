#ifndef KNEAD_SERVICE_TRIAGE_RULE_SET_H_
#define KNEAD_SERVICE_TRIAGE_RULE_SET_H_

#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/indication.pb.h"
#include "knead/v1/triage.pb.h"
#include "service/catalog/catalog.h"
#include "service/triage/atom_index.h"
#include "service/triage/criterion_program.h"
#include "service/triage/criterion_tree.h"
#include "service/triage/facts.h"
#include "service/triage/finding_index.h"
#include "service/triage/implicants.h"
#include "service/triage/site_set.h"

namespace knead {

// A criterion in each form in which it is worked with.
struct CompiledCriterion {
  CriterionProgram program;

  // Not needed for a verdict, and so out of its way.
  struct Details {
    CriterionTree tree;
    Implicants implicants;
  };
  std::unique_ptr<const Details> details;

  const CriterionTree& tree() const { return details->tree; }
  const Implicants& implicants() const { return details->implicants; }
};

// A triage rule, ready to evaluate.
struct CompiledRule {
  CompiledCriterion criterion;
  // Those of the rule.
  v1::Urgency urgency;
  v1::Permission permission;
  const v1::TriageRule* rule;
};

// An indication, ready to evaluate.
struct CompiledIndication {
  CompiledCriterion criterion;
  const v1::Indication* indication;
};

// A contraindication, ready to evaluate.
struct CompiledContraindication {
  CompiledContraindication(const v1::Contraindication* source,
                           CompiledCriterion compiled)
      : criterion(std::move(compiled)), contraindication(source) {}

  CompiledCriterion criterion;
  const v1::Contraindication* contraindication;

  // What it leaves of massage, whatever the sites, without a clearance and with
  // one.
  v1::Permission permission = v1::PERMISSION_ALLOWED;
  v1::Permission permission_cleared = v1::PERMISSION_ALLOWED;

  // Whether it has an effect on regions.
  bool regional() const { return !regional_effects.empty(); }

  // Whether it asks for a professional's word, which a clearance gives.
  bool asks_clearance = false;

  // Where a regional effect holds, given where the criterion does.
  struct RegionalEffect {
    v1::EffectKind kind;
    // The regions of the effect; 0: the very sites.
    SiteSet regions;
  };
  std::vector<RegionalEffect> regional_effects;
};

// Everything of a catalog that is evaluated, compiled. Immutable and
// thread-safe; must not outlive the catalog.
struct RuleSet {
  // FAILED_PRECONDITION, naming the resource, when something does not compile,
  // an enum value is unknown, the urgency and the permission of a rule do not
  // fit, or an urgency has no care pathway or more than one.
  static absl::StatusOr<RuleSet> Create(const Catalog& catalog);

  SiteIndex sites;
  FindingIndex findings;
  // Those of all criteria, and their programs, which point to both.
  std::unique_ptr<const AtomIndex> atoms;
  std::unique_ptr<const CriterionCode> code;
  std::vector<CompiledRule> rules;
  std::vector<CompiledContraindication> contraindications;
  std::vector<CompiledIndication> indications;
  std::array<const v1::CarePathway*, v1::Urgency_ARRAYSIZE> pathways = {};
  // The same without regional contacts.
  std::array<v1::CarePathway, v1::Urgency_ARRAYSIZE> bare_pathways;

  // Numbers of the findings that change no verdict but that indications name
  // (names of them in the value): yes/no, anyone can tell, behind no gate.
  std::map<size_t, std::set<std::string>> helpful;
};

// Where `effect` holds when its criterion holds at `sites`.
SiteSet EffectSites(const SiteIndex& index,
                    const CompiledContraindication::RegionalEffect& effect,
                    SiteSet sites);

// The sites at which it forbids massage when its criterion holds at `sites`.
SiteSet ForbiddenSites(const SiteIndex& index,
                       const CompiledContraindication& compiled, SiteSet sites);

// What a contraindication leaves of massage when its criterion holds at
// `sites`. `cleared`: a professional has agreed.
v1::Permission PermissionUnder(const SiteIndex& index,
                               const CompiledContraindication& compiled,
                               bool cleared, SiteSet sites);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_RULE_SET_H_
