#ifndef KNEAD_SERVICE_TRIAGE_HITTING_SET_H_
#define KNEAD_SERVICE_TRIAGE_HITTING_SET_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "service/triage/term.h"

namespace knead {

// Most sets that a search for a smallest hitting set looks at, each as often as
// it does. Content that people write takes a few dozen: nearly every set has
// one member, or one that is needed anyway.
inline constexpr int64_t kMaxHittingSteps = 200000;

// Most minimal hitting sets that are kept at once, and most that are made on
// the way before only one of them is followed up.
inline constexpr size_t kMaxHittingSets = 200;
inline constexpr size_t kMaxHittingCandidates = 10000;

struct HittingSet {
  // Ascending.
  Term elements;
  // False when the search ran into its limit: it hits all sets, but may not be
  // smallest.
  bool proven = true;
};

// A set that has a member of each of `sets` (none of which is empty), with
// elements from as few groups as possible, and as few elements as possible
// within that; among equals, one with early elements. `group_of` gives the
// group of every element.
HittingSet SmallestHittingSet(std::vector<Term> sets,
                              absl::Span<const uint32_t> group_of,
                              int64_t max_steps = kMaxHittingSteps);

struct HittingSets {
  // In the order of KeepMinimal.
  std::vector<Term> sets;
  // False when there were too many: those that are there hit all sets, but one
  // may hold more elements than it has to, and others lack.
  bool complete = true;
};

// Every set that has a member of each of `sets`, and no longer has when an
// element is taken away.
HittingSets MinimalHittingSets(const std::vector<Term>& sets,
                               size_t limit = kMaxHittingSets,
                               size_t max_candidates = kMaxHittingCandidates);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_HITTING_SET_H_
