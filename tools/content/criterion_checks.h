#ifndef KNEAD_TOOLS_CONTENT_CRITERION_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_CRITERION_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// Every criterion says something that can be true and can be false:
// - exactly one kind is set;
// - `present` names a yes/no finding, with regions only if that has a site;
//   `quantity` names a quantity, with a threshold within its range that some
//   value reaches and some does not;
// - no finding is retired;
// - `all_of`, `any_of` and `at_least` have two members or more, weights are 1
//   or more, and a threshold is between 1 and their sum;
// - taken together, a criterion can be true, and can be false.
void CheckCriteria(const ContentSet& content, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_CRITERION_CHECKS_H_
