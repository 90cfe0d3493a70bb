#ifndef KNEAD_TOOLS_CONTENT_VERDICT_DIFF_H_
#define KNEAD_TOOLS_CONTENT_VERDICT_DIFF_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace knead::content {

// Most inputs of one verdict that are compared, with each place counted by
// itself.
inline constexpr size_t kMaxComparedInputs = 200000;

struct VerdictDifference {
  // Whether every input gets the same urgency, permission and exclusions.
  bool equal = true;
  // The differences in lines for people.
  std::string text;
};

// Compares two serialised ContentBundles as functions. For each urgency,
// permission and technique it names the smallest inputs that bring the verdict
// about in one of them and not in the other, at most `max_inputs` each way, and
// counts the rest. Every other input that differs holds one of these.
// FAILED_PRECONDITION when one of them cannot be evaluated or is too involved.
absl::StatusOr<VerdictDifference> CompareVerdicts(absl::string_view before,
                                                  absl::string_view after,
                                                  int max_inputs);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_VERDICT_DIFF_H_
