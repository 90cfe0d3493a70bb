#ifndef KNEAD_TOOLS_CONTENT_SESSION_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_SESSION_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Adds a fault for each part of the manifest's session_guide, and of a
// technique with a time for its area, of which no session can be made: times
// that are not whole seconds or none at all, strengths of pain and days of the
// week that are out of order, findings that a person cannot tell at once, and
// techniques that have nothing to do in a round.
void CheckSessions(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_SESSION_CHECKS_H_
