#ifndef KNEAD_TESTS_FUZZ_PEOPLE_H_
#define KNEAD_TESTS_FUZZ_PEOPLE_H_

#include <vector>

#include "knead/v1/assessment.pb.h"
#include "knead/v1/content_bundle.pb.h"

namespace knead {

// A few people in the words of any content: one who has said nothing, one who
// denies everything and states the lowest numbers, with a complaint in every
// region, one who has everything, and one who is not sure of anything.
std::vector<v1::AssessRequest> PeopleFor(const v1::ContentBundle& content);

}  // namespace knead

#endif  // KNEAD_TESTS_FUZZ_PEOPLE_H_
