#ifndef KNEAD_TOOLS_CONTENT_EFFECT_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_EFFECT_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// What contraindications do, and where: the effects of one contraindication are
// of different kinds, only those that act on regions name regions, and
// FORBID_REGION has regions, its own or those where its findings are observed.
void CheckEffects(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_EFFECT_CHECKS_H_
