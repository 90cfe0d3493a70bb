#ifndef KNEAD_TESTS_PROPERTY_RANDOM_CONTENT_H_
#define KNEAD_TESTS_PROPERTY_RANDOM_CONTENT_H_

#include "knead/v1/content_bundle.pb.h"
#include "tests/property/random_request.h"

namespace knead {

// Content that the engine can evaluate and nobody would write: that of
// `people`, with random criteria for its rules, contraindications and
// indications, random effects, and random findings left to clinicians. It has
// all that the language of criteria can say, where the shipped content has what
// it needs.
v1::ContentBundle RandomContent(const v1::ContentBundle& content,
                                RandomPeople& people);

}  // namespace knead

#endif  // KNEAD_TESTS_PROPERTY_RANDOM_CONTENT_H_
