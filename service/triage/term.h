#ifndef KNEAD_SERVICE_TRIAGE_TERM_H_
#define KNEAD_SERVICE_TRIAGE_TERM_H_

#include <cstdint>
#include <vector>

#include "absl/container/inlined_vector.h"

namespace knead {

// A set of small numbers, ascending, none twice.
using Term = absl::InlinedVector<uint32_t, 6>;

// Whether every number of `part` is in `whole`.
bool IsPartOf(const Term& part, const Term& whole);

Term Union(const Term& a, const Term& b);

// Those that have no other among them as a part, each once: the fewest numbers
// first, then in lexicographic order.
std::vector<Term> KeepMinimal(std::vector<Term> terms);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_TERM_H_
