#ifndef KNEAD_SERVICE_TRIAGE_CRITERION_PROGRAM_H_
#define KNEAD_SERVICE_TRIAGE_CRITERION_PROGRAM_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "service/triage/atom_index.h"
#include "service/triage/criterion_tree.h"
#include "service/triage/facts.h"
#include "service/triage/site_set.h"

namespace knead {

// The instructions of many criteria, one behind the other, so that evaluating
// all of them walks through memory once.
class CriterionCode {
 private:
  friend class CriterionProgram;
  using Op = CriterionTree::Op;

  // Atoms of one node that lie in one word.
  struct Mask {
    uint64_t bits = 0;
    uint32_t word = 0;
    // Points of each within an at_least.
    int32_t weight = 1;
  };

  // One kAllOf, kAnyOf or kAtLeast; its subtree reaches up to `end`. Its
  // members are the atoms of its masks and the nodes below it.
  struct Node {
    uint32_t end = 0;
    uint32_t masks_begin = 0;
    uint32_t masks_end = 0;
    // Points within an enclosing at_least.
    int32_t weight = 1;
    // Points that an at_least wants.
    int32_t wanted = 0;
    Op op = Op::kAnyOf;
    // Whether the subtree names a finding with sites.
    bool sited = false;
  };

  std::vector<Node> nodes_;
  std::vector<Mask> masks_;
};

// A criterion as a flat program over the bit sets of `Facts`: a node looks at
// its atoms a word at a time. Evaluating it allocates nothing. It has no
// negation, so its value can only rise when a finding becomes present.
// Immutable and thread-safe.
class CriterionProgram {
 public:
  // Adds its instructions to `code`. `tree` is one of those that `atoms` was
  // made of. `atoms` and `code` must outlive the program, and no other thread
  // may use `code` meanwhile.
  CriterionProgram(const CriterionTree& tree, const AtomIndex& atoms,
                   SiteSet all_sites, CriterionCode* code);

  // The truth in every lane.
  Truth Evaluate(const Facts& facts) const;

  // Where a criterion that holds in `lane` holds: the sites of what makes it
  // true; every site when that has none. kNoSites when it does not hold.
  SiteSet Sites(const Facts& facts, Lane lane) const;

  // Numbers of findings that make a criterion true that is certain: enough for
  // that, and not one too many. Ascending.
  std::vector<uint32_t> Reasons(const Facts& facts) const;

  // Calls `visit` with the number of each finding on which it hangs whether an
  // undecided criterion holds, or, with `sites`, also where one holds. A
  // finding can come more than once.
  void VisitOpen(bool sites, const Facts& facts,
                 absl::FunctionRef<void(size_t)> visit) const;

 private:
  using Op = CriterionTree::Op;
  using Node = CriterionCode::Node;
  using Mask = CriterionCode::Mask;

  void Append(const CriterionTree& tree, int32_t weight, CriterionCode* code);
  Truth EvaluateNode(size_t node, absl::Span<const LaneWord> words) const;
  SiteSet AtomSites(size_t atom, const Facts& facts, Lane lane) const;
  SiteSet NodeSites(size_t node, const Facts& facts, Lane lane) const;
  void VisitNodeOpen(size_t node, bool sites, const Facts& facts,
                     absl::FunctionRef<void(size_t)> visit) const;
  // Calls `visit` with each atom of a node that holds in `lane`.
  template <typename Visit>
  void ForAtoms(const Node& node, const Facts& facts, Lane lane,
                Visit visit) const;

  const AtomIndex* atoms_;
  const CriterionCode* code_;
  SiteSet all_sites_;
  // Its first node.
  uint32_t root_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_CRITERION_PROGRAM_H_
