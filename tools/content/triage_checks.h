#ifndef KNEAD_TOOLS_CONTENT_TRIAGE_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_TRIAGE_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Triage rules and care pathways:
// - a rule's urgency is ROUTINE or more; its permission is NOT_NOW for SAME_DAY
//   and EMERGENCY, CLEARANCE_FIRST or NOT_NOW for SOON, and never ASK_FIRST;
// - published accuracy has a figure or a note, and says for whom it was
//   validated;
// - each urgency has exactly one pathway;
// - the region codes of a pathway are two capital letters, each once.
void CheckTriage(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_TRIAGE_CHECKS_H_
