#ifndef KNEAD_CLIENT_CLI_WORDS_CHANGES_H_
#define KNEAD_CLIENT_CLI_WORDS_CHANGES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/cli/library.h"
#include "knead/v1/explanation.pb.h"

namespace knead::cli {

// What would have to be otherwise, in words.

// `55 years or more`, `more than 50 years`, `more than 50 and less than 60
// years`, `3 weeks`: the values of an interval. `unit` may be empty.
std::string IntervalText(const v1::QuantityInterval& interval,
                         absl::string_view unit);

// `broken skin at calf (left)`, `age: 55 years or more`, `fever (you are not
// sure)`: one finding as it would be, or as it would no longer be; there a
// number is `age as stated`, for nobody is without an age. A place that the
// finding's own words name is not said again: `hot knee on the left leg`.
std::string FindingChangeText(const v1::FindingChange& change,
                              Library& library);

// The changes of a set in lines: first each that is a single finding, with
// those at the same places together on one line, `at calf: A; B`; then the
// combinations, `A together with B`, with those that differ in one finding only
// together on one line, `A, with any one of: B; C`; then how many more there
// are. At most `most` lines besides that.
std::vector<std::string> ChangeTexts(const v1::ChangeSet& changes, int most,
                                     Library& library);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_WORDS_CHANGES_H_
