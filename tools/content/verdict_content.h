#ifndef KNEAD_TOOLS_CONTENT_VERDICT_CONTENT_H_
#define KNEAD_TOOLS_CONTENT_VERDICT_CONTENT_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/assessment.pb.h"
#include "service/catalog/catalog.h"
#include "service/triage/engine.h"
#include "service/triage/exclusion_functions.h"
#include "service/triage/finding_states.h"
#include "service/triage/rule_set.h"
#include "service/triage/verdict_functions.h"

namespace knead::content {

// Content with its verdicts as functions, and the engine that serves it. Not
// to be moved: its parts point to each other.
struct VerdictContent {
  std::shared_ptr<const Catalog> catalog;
  std::unique_ptr<const TriageEngine> engine;
  RuleSet set;
  ExclusionFunctions exclusions;
  std::vector<VerdictFunction> functions;

  // `calf-or-thigh-swelling, age >= 80`: a minimal input in words. Sites are
  // named where not every site will do.
  std::string Describe(const FindingStates& states) const;

  // A person who has that: each yes/no finding present at the first of its
  // sites, each quantity at a value of its interval at which as little else as
  // can be holds.
  std::vector<v1::Observation> Example(const FindingStates& states) const;

 private:
  // A value within the interval at which as few comparisons as can be hold.
  double ValueIn(const FindingState& state) const;
};

// FAILED_PRECONDITION when the engine cannot take the content.
absl::StatusOr<std::unique_ptr<const VerdictContent>> MakeVerdictContent(
    absl::string_view bundle_bytes);

// `urgency SAME_DAY`, `permission NOT_NOW`, `withheld calf-hands`: what a
// function is about.
std::string Describe(const VerdictFunction& function,
                     const ExclusionFunctions& exclusions);

// The techniques of a signature, by name.
std::vector<std::string> TechniquesOf(const ExclusionFunctions& exclusions,
                                      size_t signature);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_VERDICT_CONTENT_H_
