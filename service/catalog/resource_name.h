#ifndef KNEAD_SERVICE_CATALOG_RESOURCE_NAME_H_
#define KNEAD_SERVICE_CATALOG_RESOURCE_NAME_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace knead {

// Longest id of a resource, in characters.
inline constexpr size_t kMaxResourceIdLength = 63;

// The collection's id in the names of a message type, e.g. `muscleGroups`, read
// from its google.api.resource option; empty when it has none.
std::string CollectionOf(const google::protobuf::Descriptor* type);

// OK when `name` has the form `collection/{id}` with an id of at most
// kMaxResourceIdLength lower-case letters, digits and hyphens. MISSING_FIELD
// when it is empty, INVALID_RESOURCE_NAME otherwise; `field` is its path in the
// request.
absl::Status CheckResourceName(absl::string_view field, absl::string_view name,
                               absl::string_view collection);

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_RESOURCE_NAME_H_
