#ifndef KNEAD_TOOLS_CONTENT_SEARCH_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_SEARCH_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Search words are lower case, without signs but apostrophes. A stop word is
// one word; a set of synonyms has two phrases or more, and no phrase stands in
// two sets or among the stop words.
void CheckSearchWords(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_SEARCH_CHECKS_H_
