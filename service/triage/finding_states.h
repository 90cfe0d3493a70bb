#ifndef KNEAD_SERVICE_TRIAGE_FINDING_STATES_H_
#define KNEAD_SERVICE_TRIAGE_FINDING_STATES_H_

#include <cstdint>
#include <vector>

#include "service/triage/atom_index.h"
#include "service/triage/site_set.h"
#include "service/triage/term.h"

namespace knead {

// What a minimal implicant asks of one finding.
struct FindingState {
  uint32_t finding = 0;
  bool is_quantity = false;
  // For a yes/no finding: present at one of these sites.
  SiteSet sites = kNoSites;
  // For a quantity: its value is in here.
  Interval interval;
};

// A minimal implicant as people read it: by finding, ascending. A finding with
// sites that has to be present at two places stands there twice.
using FindingStates = std::vector<FindingState>;

// What a term of atoms asks.
FindingStates StatesOf(const Term& term, const AtomIndex& atoms);

// Whether everybody who has all of `whole` has all of `part`.
bool IsPartOf(const FindingStates& part, const FindingStates& whole);

// The fewest findings first, then by their numbers, sites and values.
bool ComesBefore(const FindingStates& a, const FindingStates& b);

// Makes one of those that differ in the sites of one finding alone, and sorts
// them by ComesBefore.
void MergeSites(std::vector<FindingStates>* implicants);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_FINDING_STATES_H_
