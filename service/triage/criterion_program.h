#ifndef KNEAD_SERVICE_TRIAGE_CRITERION_PROGRAM_H_
#define KNEAD_SERVICE_TRIAGE_CRITERION_PROGRAM_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "knead/v1/criterion.pb.h"
#include "service/triage/facts.h"
#include "service/triage/finding_index.h"
#include "service/triage/site_set.h"

namespace knead {

// A criterion tree as one flat array. Evaluating it allocates nothing. It has
// no negation, so its value can only rise when a finding becomes present.
// Immutable and thread-safe.
class CriterionProgram {
 public:
  // FAILED_PRECONDITION when the criterion is incomplete, names what does not
  // exist, or asks a finding for what it is not.
  static absl::StatusOr<CriterionProgram> Compile(
      const v1::Criterion& criterion, const FindingIndex& findings,
      const SiteIndex& sites);

  // The truth in every lane.
  Truth Evaluate(const Facts& facts) const;

  // Where a criterion that holds in `lane` holds: the sites of what makes it
  // true; every site when that has none. kNoSites when it does not hold.
  SiteSet Sites(const Facts& facts, Lane lane) const;

  // Calls `visit` with the number of each finding that makes a criterion true
  // that is certain. A finding can come more than once.
  void VisitReasons(const Facts& facts,
                    absl::FunctionRef<void(size_t)> visit) const;

  // Calls `visit` with the number of each finding on which it hangs whether an
  // undecided criterion holds, or, with `sites`, also where one holds. A
  // finding can come more than once.
  void VisitOpen(bool sites, const Facts& facts,
                 absl::FunctionRef<void(size_t)> visit) const;

 private:
  enum class Op : uint8_t { kPresent, kQuantity, kAllOf, kAnyOf, kAtLeast };

  // One node; its subtree reaches up to `end`.
  struct Node {
    Op op = Op::kPresent;
    v1::Comparison comparison = v1::COMPARISON_UNSPECIFIED;
    // Points within an enclosing at_least.
    int32_t weight = 1;
    // Points that an at_least wants.
    int32_t wanted = 0;
    uint32_t finding = 0;
    uint32_t end = 0;
    SiteSet mask = 0;
    double threshold = 0;
    // Whether the subtree names a finding with sites.
    bool sited = false;
  };

  absl::Status Append(const v1::Criterion& criterion, int32_t weight,
                      const FindingIndex& findings, const SiteIndex& sites);
  Truth EvaluateNode(size_t node, const Facts& facts) const;
  SiteSet NodeSites(size_t node, const Facts& facts, Lane lane) const;
  void VisitNodeReasons(size_t node, const Facts& facts,
                        absl::FunctionRef<void(size_t)> visit) const;
  void VisitNodeOpen(size_t node, bool sites, const Facts& facts,
                     absl::FunctionRef<void(size_t)> visit) const;

  std::vector<Node> nodes_;
  SiteSet all_sites_ = 0;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_CRITERION_PROGRAM_H_
