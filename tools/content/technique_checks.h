#ifndef KNEAD_TOOLS_CONTENT_TECHNIQUE_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_TECHNIQUE_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Techniques name each region that they touch once; and a tool or a muscle
// group that no technique uses says so in its `gap`.
void CheckTechniques(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_TECHNIQUE_CHECKS_H_
