#ifndef KNEAD_TOOLS_CONTENT_DENIAL_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_DENIAL_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Every quantity has harmless values: at least one at which no comparison of
// any triage rule or contraindication holds. So somebody who denies every
// yes/no finding, and whose quantities have such values, is in no danger,
// whatever the criteria make of their parts; and the engine may take a
// quantity that is not known yet for harmless where it takes a yes/no finding
// for absent.
void CheckDenial(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_DENIAL_CHECKS_H_
