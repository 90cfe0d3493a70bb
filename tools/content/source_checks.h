#ifndef KNEAD_TOOLS_CONTENT_SOURCE_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_SOURCE_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Sources and what they prove:
// - section ids are unique within a source; in a policy they are `P` and a
//   number, elsewhere ids like those of entities;
// - a policy decision says what was decided and what it was derived from, which
//   is not itself; sections of other sources say neither;
// - codes belong to a terminology that is in use, and have its form.
void CheckSources(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_SOURCE_CHECKS_H_
