#ifndef KNEAD_TOOLS_CONTENT_CANONICAL_H_
#define KNEAD_TOOLS_CONTENT_CANONICAL_H_

#include "common/canonical_bytes.h"
#include "knead/v1/content_bundle.pb.h"

namespace knead::content {

// Sorts every collection by name.
void SortCollections(v1::ContentBundle* bundle);

using ::knead::CanonicalBytes;

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_CANONICAL_H_
