#ifndef KNEAD_TOOLS_CONTENT_MANIFEST_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_MANIFEST_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// There is a manifest, its language is a BCP 47 tag, and each of its statements
// has citations of its own, since nothing around it has any.
void CheckManifest(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_MANIFEST_CHECKS_H_
