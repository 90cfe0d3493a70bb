#ifndef KNEAD_TOOLS_CONTENT_TEXT_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_TEXT_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Texts neither begin nor end with a blank, have no two blanks in a row, and
// no line break, tab or other control character.
void CheckTexts(const ContentSet& content, FaultSink* faults);

// The same for one entity, which need not be part of a content.
void CheckTexts(const Entity& entity, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_TEXT_CHECKS_H_
