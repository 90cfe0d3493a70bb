#ifndef KNEAD_SERVICE_SESSION_OBSERVATIONS_H_
#define KNEAD_SERVICE_SESSION_OBSERVATIONS_H_

#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"

namespace knead {

// Adds what is said now to what was said before, one observation for each
// finding. What was present stays present and gains sites, everywhere when
// somebody is not sure any more; a quantity can be all that it was said to be,
// and what lies between; else what is said last counts.
void MergeObservation(
    const v1::Observation& later,
    google::protobuf::RepeatedPtrField<v1::Observation>* observations);

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_OBSERVATIONS_H_
