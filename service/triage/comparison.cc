#include "service/triage/comparison.h"

namespace knead {

bool Satisfies(v1::Comparison comparison, double value, double threshold) {
  switch (comparison) {
    case v1::COMPARISON_GREATER_OR_EQUAL:
      return value >= threshold;
    case v1::COMPARISON_GREATER:
      return value > threshold;
    case v1::COMPARISON_LESS_OR_EQUAL:
      return value <= threshold;
    case v1::COMPARISON_LESS:
      return value < threshold;
    default:
      return false;
  }
}

}  // namespace knead
