#ifndef KNEAD_TOOLS_CONTENT_LINK_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_LINK_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Every reference, at any depth, leads to an entity of the type that the field
// is annotated with; every citation leads to a section of its source.
void CheckLinks(const ContentSet& content, FaultSink* faults);

// The same for one entity, which need not be part of `content`.
void CheckLinks(const ContentSet& content, const Entity& entity,
                FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_LINK_CHECKS_H_
