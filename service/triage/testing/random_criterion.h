#ifndef KNEAD_SERVICE_TRIAGE_TESTING_RANDOM_CRITERION_H_
#define KNEAD_SERVICE_TRIAGE_TESTING_RANDOM_CRITERION_H_

#include <random>

#include "absl/strings/string_view.h"
#include "knead/v1/criterion.pb.h"

namespace knead {

// The findings of random criteria, for SmallBundle: four yes/no findings, two
// of them with sites, and a quantity from 0 to 10.
inline constexpr absl::string_view kRandomCriterionFindings = R"pb(
  findings { name: "findings/a" }
  findings { name: "findings/b" }
  findings { name: "findings/c" has_site: true }
  findings { name: "findings/d" has_site: true }
  findings {
    name: "findings/q"
    kind: FINDING_KIND_QUANTITY
    quantity { unit: "points" min: 0 max: 10 }
  }
)pb";

// A criterion of at most `depth` levels above its leaves, of those findings.
v1::Criterion RandomCriterion(int depth, std::mt19937& random);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_TESTING_RANDOM_CRITERION_H_
