#ifndef KNEAD_SERVICE_TRIAGE_VERDICT_FUNCTIONS_H_
#define KNEAD_SERVICE_TRIAGE_VERDICT_FUNCTIONS_H_

#include <cstddef>
#include <vector>

#include "knead/v1/triage.pb.h"
#include "service/triage/exclusion_functions.h"
#include "service/triage/finding_states.h"
#include "service/triage/rule_set.h"

namespace knead {

// One verdict as a function of what is known, by its minimal implicants. Nobody
// has given clearance.
struct VerdictFunction {
  enum class Kind {
    // The urgency is at least `urgency`.
    kUrgency,
    // The permission is at least as strict as `permission`.
    kPermission,
    // Techniques of the signature `signature` are withheld on the left leg; it
    // is the same on the right.
    kWithheld,
  };

  Kind kind = Kind::kUrgency;
  v1::Urgency urgency = v1::URGENCY_UNSPECIFIED;
  v1::Permission permission = v1::PERMISSION_UNSPECIFIED;
  size_t signature = 0;

  // In canonical order (MergeSites). None is part of another.
  std::vector<FindingStates> implicants;
  // False when there are too many to be found.
  bool complete = true;
};

// All of them: urgencies from ROUTINE, permissions from ALLOWED_WITH_LIMITS,
// then each signature of a technique. That contraindications can leave nothing
// between them, region by region, is not among them: every technique is
// withheld then by its own function.
std::vector<VerdictFunction> FindVerdictFunctions(
    const RuleSet& set, const ExclusionFunctions& exclusions);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_VERDICT_FUNCTIONS_H_
