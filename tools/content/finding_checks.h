#ifndef KNEAD_TOOLS_CONTENT_FINDING_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_FINDING_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Findings and their groups can be asked in one order, and answered:
// - unit and range are set exactly for quantities, with min below max;
// - a quantity has no site;
// - a finding in use has a group, a retired one has none;
// - positions are unique among the groups, and among the findings of a group;
// - a retired finding leads, without a circle, to one in use that takes the
//   same answers.
void CheckFindings(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_FINDING_CHECKS_H_
