#ifndef KNEAD_SERVICE_TRIAGE_EXCLUSION_FUNCTIONS_H_
#define KNEAD_SERVICE_TRIAGE_EXCLUSION_FUNCTIONS_H_

#include <cstddef>
#include <vector>

#include "knead/v1/common.pb.h"
#include "service/catalog/catalog.h"
#include "service/triage/atom_index.h"
#include "service/triage/rule_set.h"
#include "service/triage/technique_signature.h"
#include "service/triage/term.h"

namespace knead {

// What takes a technique away on one leg by effects on regions, as a function
// of what is known, by its minimal implicants.
struct ExclusionFunction {
  // The atoms of this function alone: sites that it does not tell apart are
  // one.
  AtomIndex atoms;
  std::vector<Term> terms;
  // False when there were too many: then some lack.
  bool complete = true;
};

// The exclusion functions of all techniques, one for each distinct signature
// and leg. Immutable and thread-safe.
class ExclusionFunctions {
 public:
  ExclusionFunctions() = default;

  // `set` is that of the catalog; its techniques have signatures (SignatureOf).
  ExclusionFunctions(const Catalog& catalog, const RuleSet& set);

  size_t signature_count() const { return functions_.size(); }

  // The techniques of the catalog, in its order.
  const std::vector<const v1::Technique*>& techniques() const {
    return techniques_;
  }

  // The number of the signature of technique `i`.
  size_t SignatureNumber(size_t i) const { return signature_numbers_[i]; }

  const ExclusionFunction& Of(size_t signature, v1::Side side) const {
    return side == v1::SIDE_LEFT ? functions_[signature].left
                                 : functions_[signature].right;
  }

 private:
  struct Legs {
    ExclusionFunction left;
    ExclusionFunction right;
  };

  std::vector<const v1::Technique*> techniques_;
  std::vector<size_t> signature_numbers_;
  std::vector<Legs> functions_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_EXCLUSION_FUNCTIONS_H_
