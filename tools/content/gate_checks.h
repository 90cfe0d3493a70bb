#ifndef KNEAD_TOOLS_CONTENT_GATE_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_GATE_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Gates spare people questions and must not hide a danger:
// - a gate is a yes/no finding in use that a lay person can assess;
// - no finding stands behind itself;
// - a finding that only a clinician can assess has a gate;
// - in a triage rule or contraindication, whenever a gated finding makes the
//   difference together with others, one of its gates is among those others.
//   Alternatives of an outermost `any_of` count as criteria of their own, and a
//   finding that makes its criterion true by itself needs nothing else.
void CheckGates(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_GATE_CHECKS_H_
