#ifndef KNEAD_TOOLS_CONTENT_FIELD_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_FIELD_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// What the annotations of the protocol demand of every field by itself:
// - a REQUIRED field, at any depth, is set: a text has more than blanks, a list
//   has elements, an enum is specified, a number is written out even if it is
//   zero;
// - an OUTPUT_ONLY field is left out;
// - an enum has one of its named values;
// - a list has no element twice, and no empty text.
void CheckFields(const ContentSet& content, FaultSink* faults);

// The same for one entity, which need not be part of a content.
void CheckFields(const Entity& entity, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_FIELD_CHECKS_H_
