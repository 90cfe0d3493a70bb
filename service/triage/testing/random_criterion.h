#ifndef KNEAD_SERVICE_TRIAGE_TESTING_RANDOM_CRITERION_H_
#define KNEAD_SERVICE_TRIAGE_TESTING_RANDOM_CRITERION_H_

#include <random>

#include "knead/v1/criterion.pb.h"

namespace knead {

// A criterion of at most `depth` levels above its leaves, of the yes/no
// findings findings/a to findings/d and of findings/q, a quantity from 0 to 10.
v1::Criterion RandomCriterion(int depth, std::mt19937& random);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_TESTING_RANDOM_CRITERION_H_
