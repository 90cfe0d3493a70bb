#include "service/triage/testing/random_criterion.h"

#include <string>

#include "absl/strings/str_cat.h"

namespace knead {

v1::Criterion RandomCriterion(int depth, std::mt19937& random) {
  v1::Criterion criterion;
  const auto below = [&random](int n) {
    return static_cast<int>(random() % static_cast<unsigned>(n));
  };
  const int kind = below(depth == 0 ? 2 : 5);
  const int children = 2 + below(2);
  switch (kind) {
    case 0:
      criterion.mutable_present()->set_finding(
          absl::StrCat("findings/", std::string(1, "abcd"[below(4)])));
      break;
    case 1:
      criterion.mutable_quantity()->set_finding("findings/q");
      criterion.mutable_quantity()->set_comparison(
          v1::COMPARISON_GREATER_OR_EQUAL);
      criterion.mutable_quantity()->set_threshold(1 + below(9));
      break;
    case 2:
      for (int i = 0; i < children; ++i) {
        *criterion.mutable_all_of()->add_criteria() =
            RandomCriterion(depth - 1, random);
      }
      break;
    case 3:
      for (int i = 0; i < children; ++i) {
        *criterion.mutable_any_of()->add_criteria() =
            RandomCriterion(depth - 1, random);
      }
      break;
    default: {
      int sum = 0;
      for (int i = 0; i < children; ++i) {
        auto& weighted = *criterion.mutable_at_least()->add_criteria();
        weighted.set_weight(1 + below(2));
        sum += weighted.weight();
        *weighted.mutable_criterion() = RandomCriterion(depth - 1, random);
      }
      criterion.mutable_at_least()->set_threshold(1 + below(sum));
    }
  }
  return criterion;
}

}  // namespace knead
