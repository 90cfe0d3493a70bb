#ifndef KNEAD_TOOLS_CONTENT_RANGE_CHECKS_H_
#define KNEAD_TOOLS_CONTENT_RANGE_CHECKS_H_

#include "tools/content/content_set.h"
#include "tools/content/fault.h"

namespace knead::content {

// What has two ends has them the right way round, wherever it stands:
// durations are not negative and the longest of a range is above zero and not
// shorter than the shortest; the firmest pressure is not below the lightest;
// percentages are from 0 to 100 and lie within their interval; counts are not
// negative; years are 0 or from kFirstYear to kLastYear.
void CheckRanges(const ContentSet& content, FaultSink* faults);

// The earliest and the latest year in which a source can have been published.
inline constexpr int kFirstYear = 1800;
inline constexpr int kLastYear = 2100;

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_RANGE_CHECKS_H_
