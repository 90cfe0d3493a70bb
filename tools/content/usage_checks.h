#ifndef KNEAD_TOOLS_CONTENT_USAGE_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_USAGE_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Nothing is there for nothing: a finding in use is named by a criterion or is
// a gate, a question group has a finding, a source is cited outside of itself.
// Nothing is told unless every file could be read.
void CheckUsage(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_USAGE_CHECKS_H_
