#ifndef KNEAD_SERVICE_TRIAGE_EXPLAIN_H_
#define KNEAD_SERVICE_TRIAGE_EXPLAIN_H_

#include <cstddef>

#include "knead/v1/explanation.pb.h"
#include "service/triage/exclusion_functions.h"
#include "service/triage/facts.h"
#include "service/triage/rule_set.h"
#include "service/triage/site_set.h"
#include "service/triage/verdict.h"

namespace knead {

// Changes that are listed in each place unless the request says otherwise.
inline constexpr int kDefaultMaxChanges = 20;

// Most changes that a request can ask for in each place.
inline constexpr int kMaxChanges = 1000;

// Most implicants that are looked at for one set of changes. Content that
// people write has some hundreds.
inline constexpr size_t kMaxExplainTerms = 20000;

// All that an explanation looks at.
struct ExplainInput {
  const RuleSet& set;
  const ExclusionFunctions& exclusions;
  const Facts& facts;
  const Clearances& clearances;
  const Verdict& verdict;
  // Where it hurts; kNoSites: not stated.
  SiteSet complaint;
};

// What would change the answer (see v1.Explanation): all but the content
// revision and the engine version. Searches run within kMaxExplainTerms,
// kMaxImplicants and kMaxHittingSets, and say so where one was not enough.
v1::Explanation Explain(const ExplainInput& input, int max_changes);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_EXPLAIN_H_
