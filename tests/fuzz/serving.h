#ifndef KNEAD_TESTS_FUZZ_SERVING_H_
#define KNEAD_TESTS_FUZZ_SERVING_H_

#include <string>
#include <vector>

#include "knead/v1/assessment.pb.h"
#include "tests/fuzz/local_service.h"

namespace knead {

// Goes through what the service does with its content: lists and gets
// resources, page by page; draws figures; assesses, explains, plans and coaches
// each of `people`. Returns the first thing that is wrong (see answers.h), and
// nothing when all is well. People whom this content cannot know are refused,
// which is well. Thread-safe.
std::string FaultOfServing(const LocalService& service,
                           const std::vector<v1::AssessRequest>& people);

}  // namespace knead

#endif  // KNEAD_TESTS_FUZZ_SERVING_H_
