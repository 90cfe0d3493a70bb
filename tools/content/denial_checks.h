#ifndef KNEAD_TOOLS_CONTENT_DENIAL_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_DENIAL_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Somebody who denies every yes/no finding, and whose quantities have harmless
// values, is in no danger: no triage rule fires and no contraindication holds.
// There have to be such values, and they have to serve for all rules together.
void CheckDenial(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_DENIAL_CHECKS_H_
