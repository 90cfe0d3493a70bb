#ifndef KNEAD_SERVICE_TRIAGE_ATOM_INDEX_H_
#define KNEAD_SERVICE_TRIAGE_ATOM_INDEX_H_

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "knead/v1/criterion.pb.h"
#include "service/triage/criterion_tree.h"
#include "service/triage/site_set.h"
#include "service/triage/term.h"

namespace knead {

// The least that criteria ask: that a yes/no finding is present at a site of
// one class, or that a quantity stands in one relation to a threshold.
struct Atom {
  uint32_t finding = 0;
  // For a yes/no finding: sites that no criterion tells apart, and whether the
  // finding has sites at all.
  SiteSet sites = kNoSites;
  bool sited = false;
  // For a quantity.
  v1::Comparison comparison = v1::COMPARISON_UNSPECIFIED;
  double threshold = 0;

  bool is_quantity() const { return comparison != v1::COMPARISON_UNSPECIFIED; }
};

// The atoms of some criteria by number: those of one finding stand together,
// in the order of the findings. Immutable and thread-safe.
class AtomIndex {
 public:
  AtomIndex() = default;

  // The atoms of `trees`, which need not live on.
  explicit AtomIndex(absl::Span<const CriterionTree* const> trees);

  size_t size() const { return atoms_.size(); }
  const Atom& atom(size_t i) const { return atoms_[i]; }

  // First atom of a finding, and the one behind its last.
  std::pair<uint32_t, uint32_t> OfFinding(uint32_t finding) const;

  // The atoms of a leaf of `trees`: it is true when one of them is.
  Term OfLeaf(const CriterionTree& leaf) const;

  // An atom with all that follow from it: who is 80 or older is older than 50.
  const Term& WithImplied(uint32_t atom) const { return implied_[atom]; }

  // Whether all atoms of a term can be true at once: no quantity has to be
  // below and above the same value.
  bool AreCompatible(const Term& term) const;

  // The findings of a term.
  Term FindingsOf(const Term& term) const;

 private:
  std::vector<Atom> atoms_;
  // By finding: the first of its atoms. One more at the end.
  std::vector<uint32_t> first_;
  std::vector<Term> implied_;
};

// Splits the sites of all masks into classes that no mask tells apart,
// ascending.
std::vector<SiteSet> ClassesOf(const std::set<SiteSet>& masks);

// The values at which comparisons hold.
struct Interval {
  bool has_lower = false;
  double lower = 0;
  bool lower_open = false;
  bool has_upper = false;
  double upper = 0;
  bool upper_open = false;

  // Leaves the values at which the comparison holds too.
  void Narrow(v1::Comparison comparison, double threshold);

  // Whether a value is left that is within `min` and `max`.
  bool HasValueWithin(double min, double max) const;

  // Whether every value of `other` is in this one.
  bool Contains(const Interval& other) const;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_ATOM_INDEX_H_
