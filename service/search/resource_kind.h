#ifndef KNEAD_SERVICE_SEARCH_RESOURCE_KIND_H_
#define KNEAD_SERVICE_SEARCH_RESOURCE_KIND_H_

#include "google/protobuf/descriptor.h"
#include "knead/v1/search.pb.h"

namespace knead {

// The kind of the resources that a message type stands for: that of its name,
// e.g. RESOURCE_KIND_MUSCLE_GROUP of MuscleGroup. UNSPECIFIED: it is none.
// Thread-safe.
v1::ResourceKind KindOf(const google::protobuf::Descriptor* type);

// Whether resources of this kind speak of dangers and what to do about them.
bool IsDangerKind(v1::ResourceKind kind);

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_RESOURCE_KIND_H_
