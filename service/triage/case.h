#ifndef KNEAD_SERVICE_TRIAGE_CASE_H_
#define KNEAD_SERVICE_TRIAGE_CASE_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "knead/v1/assessment.pb.h"
#include "service/catalog/catalog.h"
#include "service/triage/facts.h"
#include "service/triage/rule_set.h"
#include "service/triage/site_set.h"
#include "service/triage/verdict.h"

namespace knead {

// Most clearances of a request.
inline constexpr int kMaxClearances = 100;

// Most tools of a request.
inline constexpr int kMaxTools = 100;

// A request, checked and in the terms of the content.
struct Case {
  // Of findings in use, by name, at most one for each.
  std::vector<v1::Observation> observations;
  // Observations that were taken as ones of another finding.
  std::vector<v1::ReplacedFinding> replaced;
  // Where it hurts; kNoSites: not stated.
  SiteSet complaint = kNoSites;
  Clearances clearances;
  // Names of tools at hand.
  absl::flat_hash_set<std::string> tools;
};

// INVALID_ARGUMENT with the path of the field when the request is faulty: with
// more than `max_observations`, too.
absl::StatusOr<Case> ReadCase(const Catalog& catalog, const RuleSet& set,
                              const v1::AssessRequest& request,
                              int max_observations = kMaxObservations);

// What is known in that case, which must outlive the facts.
Facts FactsOf(const RuleSet& set, const Case& person);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_CASE_H_
