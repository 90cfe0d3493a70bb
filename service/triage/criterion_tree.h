#ifndef KNEAD_SERVICE_TRIAGE_CRITERION_TREE_H_
#define KNEAD_SERVICE_TRIAGE_CRITERION_TREE_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "knead/v1/criterion.pb.h"
#include "service/triage/finding_index.h"
#include "service/triage/site_set.h"

namespace knead {

// A criterion with numbers in the place of names, checked. Everything else that
// is made of criteria is made from these.
struct CriterionTree {
  enum class Op : uint8_t { kPresent, kQuantity, kAllOf, kAnyOf, kAtLeast };
  struct Member;

  Op op = Op::kAnyOf;

  // For kPresent and kQuantity.
  uint32_t finding = 0;

  // For kPresent: the sites that count.
  SiteSet sites = kNoSites;

  // For kQuantity.
  v1::Comparison comparison = v1::COMPARISON_UNSPECIFIED;
  double threshold = 0;

  // For the others. Without members, kAnyOf is false and kAllOf true.
  std::vector<Member> members;

  // For kAtLeast: the points that it wants.
  int32_t wanted = 0;

  // Whether a finding with sites is named anywhere in it.
  bool sited = false;

  bool is_leaf() const { return op == Op::kPresent || op == Op::kQuantity; }
};

struct CriterionTree::Member {
  // Points within a kAtLeast.
  int32_t weight = 1;
  CriterionTree tree;
};

// FAILED_PRECONDITION when the criterion is incomplete, names what does not
// exist, or asks a finding for what it is not.
absl::StatusOr<CriterionTree> ResolveCriterion(const v1::Criterion& criterion,
                                               const FindingIndex& findings,
                                               const SiteIndex& sites);

// The criterion that `tree` holds at a site of `where`, which must not be
// empty. What names no finding with sites holds everywhere; an all_of holds
// where its members with sites hold. `where` empties leaves whose sites are all
// outside: those are never true.
CriterionTree HoldingAt(const CriterionTree& tree, SiteSet where);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_CRITERION_TREE_H_
