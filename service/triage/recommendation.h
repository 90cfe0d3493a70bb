#ifndef KNEAD_SERVICE_TRIAGE_RECOMMENDATION_H_
#define KNEAD_SERVICE_TRIAGE_RECOMMENDATION_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/technique.pb.h"
#include "service/catalog/catalog.h"
#include "service/triage/facts.h"
#include "service/triage/questions.h"
#include "service/triage/rule_set.h"
#include "service/triage/site_set.h"
#include "service/triage/technique_signature.h"
#include "service/triage/verdict.h"

namespace knead {

// Matches techniques to a person. Immutable and thread-safe; must not outlive
// the catalog and the rule set.
class TechniqueMatcher {
 public:
  // FAILED_PRECONDITION when a technique names what does not exist.
  static absl::StatusOr<TechniqueMatcher> Create(const Catalog& catalog,
                                                 const RuleSet& set);

  // All that the matching looks at.
  struct Input {
    const Facts& facts;
    const Verdict& verdict;
    const Clearances& clearances;
    const OpenFindings& open;
    // Where it hurts; kNoSites: not stated.
    SiteSet complaint;
    // Names of tools at hand, without those that are always available.
    const absl::flat_hash_set<std::string>& tools;
    // Indications that hold, by number in the rule set.
    const std::vector<size_t>& indications;
  };

  // Adds recommendations and exclusions. Every technique is in one of them, or,
  // where the legs differ, in both. `assessment` is on an arena, and points to
  // parts of the content afterwards (shared_parts.h).
  void Match(const Input& input, v1::Assessment* assessment) const;

 private:
  struct Entry {
    const v1::Technique* technique;
    TechniqueSignature signature;
    // Where tightness of its muscles is felt.
    SiteSet pain = 0;
  };

  // A regional effect that holds, or could.
  struct ActiveEffect {
    const CompiledContraindication* source;
    v1::EffectKind kind;
    SiteSet certain;
    SiteSet possible;
  };

  std::vector<ActiveEffect> ActiveEffects(const Input& input) const;
  // What withholds every technique: fired rules, contraindications, open
  // questions. Empty when massage is allowed.
  std::vector<v1::ExclusionReason> Blocks(const Input& input) const;
  void AddReasons(const Input& input, const Entry& entry,
                  v1::Recommendation* recommendation) const;
  void AddLimits(const Input& input, const Entry& entry, SiteSet legs,
                 const std::vector<ActiveEffect>& effects,
                 v1::Recommendation* recommendation) const;
  v1::ExclusionReason OpenReason(const Input& input,
                                 const ActiveEffect& effect) const;

  const Catalog* catalog_ = nullptr;
  const RuleSet* set_ = nullptr;
  std::vector<Entry> entries_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_RECOMMENDATION_H_
