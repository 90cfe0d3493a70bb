#ifndef KNEAD_SERVICE_TRIAGE_IMPLICANTS_H_
#define KNEAD_SERVICE_TRIAGE_IMPLICANTS_H_

#include <cstddef>
#include <vector>

#include "service/triage/atom_index.h"
#include "service/triage/criterion_tree.h"
#include "service/triage/term.h"

namespace knead {

// The minimal implicants of a criterion: the sets of atoms that make it true
// and lose that when one is taken away. Since criteria have no negation, there
// is exactly one such collection, and the criterion is true exactly when all
// atoms of one of its sets are.
struct Implicants {
  // Each with all that follows from its atoms, in the order of KeepMinimal.
  // None asks for what cannot be at once.
  std::vector<Term> terms;

  // False when there were more than the limit; `terms` is empty then.
  bool complete = true;
};

// Most implicants of one criterion. Criteria that people can read have fewer
// than a hundred or two.
inline constexpr size_t kMaxImplicants = 10000;

// `tree` is one of those that `atoms` was made of, or made of their leaves.
Implicants FindImplicants(const CriterionTree& tree, const AtomIndex& atoms,
                          size_t limit = kMaxImplicants);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_IMPLICANTS_H_
