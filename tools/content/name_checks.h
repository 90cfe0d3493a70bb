#ifndef KNEAD_TOOLS_CONTENT_NAME_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_NAME_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// What an entity is called leads to it alone: `name` says where its file
// stands, and within a kind no display name or alias is another's id, display
// name or alias. Case does not count, and a hyphen counts as a blank.
void CheckNames(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_NAME_CHECKS_H_
