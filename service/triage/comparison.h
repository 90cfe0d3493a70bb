#ifndef KNEAD_SERVICE_TRIAGE_COMPARISON_H_
#define KNEAD_SERVICE_TRIAGE_COMPARISON_H_

#include "knead/v1/criterion.pb.h"

namespace knead {

// Whether a value stands in a relation to a threshold; false for no relation.
// Thread-safe.
bool Satisfies(v1::Comparison comparison, double value, double threshold);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_COMPARISON_H_
