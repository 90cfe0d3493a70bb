#ifndef KNEAD_TOOLS_CONTENT_CANONICAL_H_
#define KNEAD_TOOLS_CONTENT_CANONICAL_H_

#include "knead/v1/content_bundle.pb.h"
#include "proto/canonical/canonical_bytes.h"

namespace knead::content {

// Sorts every collection by name.
void SortCollections(v1::ContentBundle* bundle);

using ::knead::CanonicalBytes;

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_CANONICAL_H_
