#ifndef KNEAD_TOOLS_CONTENT_IDENTIFIER_H_
#define KNEAD_TOOLS_CONTENT_IDENTIFIER_H_

#include "absl/strings/string_view.h"

namespace knead::content {

// The longest id of an entity, in characters (AIP-122).
inline constexpr int kMaxEntityIdLength = 63;

// How to mend an id, as part of a fault.
inline constexpr absl::string_view kEntityIdForm =
    "use at most 63 lower-case letters, digits and single hyphens, beginning "
    "with a letter";

// Whether `id` can be the id of an entity, e.g. `quadriceps-hands`.
bool IsEntityId(absl::string_view id);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_IDENTIFIER_H_
