#ifndef KNEAD_SERVICE_SESSION_OBSERVATIONS_H_
#define KNEAD_SERVICE_SESSION_OBSERVATIONS_H_

#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"
#include "service/catalog/catalog.h"

namespace knead {

// Adds what is said now to what was said before, one observation for each
// finding. What was present stays present and gains sites, everywhere when
// somebody is not sure any more; a quantity can be all that it was said to be,
// and what lies between; else what is said last counts.
void MergeObservation(
    const v1::Observation& later,
    google::protobuf::RepeatedPtrField<v1::Observation>* observations);

// Writes observations that the engine has accepted in one way: each finding
// once, by the name that is in use, and without fields that are not known, so
// that what is reported later meets what was said before.
void NormalizeObservations(
    const Catalog& catalog,
    google::protobuf::RepeatedPtrField<v1::Observation>* observations);

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_OBSERVATIONS_H_
