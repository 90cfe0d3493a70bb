#ifndef KNEAD_TESTS_BENCHMARK_SCALE_GROUP_H_
#define KNEAD_TESTS_BENCHMARK_SCALE_GROUP_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/content/source_file.h"

namespace knead::scale {

// Techniques of a group. Beside them it has 8 findings in a question group, 4
// triage rules, 2 indications, a muscle group and a care measure, so there is a
// rule for 25 techniques and a finding for 12.5, whatever the number of groups.
//
// It has no contraindication: each technique lists all that concern it, and one
// that ends massage concerns every technique there is, so contraindications in
// proportion would make the lists grow with the square. Those of the frame
// concern all techniques. Nor has it regions, since a person has no more of
// them than a SiteSet holds.
inline constexpr int kGroupTechniques = 100;

// Most groups: their tags have six digits.
inline constexpr int kMaxGroups = 999999;

// The tag of a group, from 1 on, e.g. `g000017`. It stands in every name of the
// group and nowhere else. All have the same length, and their order is that of
// the numbers.
std::string GroupTag(int number);

// The tag in a text, or nothing.
absl::string_view FindTag(absl::string_view text);

// `frame`, files of content without fault, and the files of a group with its
// strokes in the drawings. The group stands on the valid content of
// tools/content/testing.
std::vector<content::SourceFile> WithGroup(
    std::vector<content::SourceFile> frame, absl::string_view tag);

}  // namespace knead::scale

#endif  // KNEAD_TESTS_BENCHMARK_SCALE_GROUP_H_
