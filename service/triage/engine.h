#ifndef KNEAD_SERVICE_TRIAGE_ENGINE_H_
#define KNEAD_SERVICE_TRIAGE_ENGINE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/arena.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/explanation.pb.h"
#include "service/catalog/catalog.h"
#include "service/triage/exclusion_functions.h"
#include "service/triage/facts.h"
#include "service/triage/recommendation.h"
#include "service/triage/rule_set.h"

namespace knead {

// Answers whether a person may massage, and if so, how. Holds one content
// snapshot and nothing of any person. Immutable and thread-safe.
class TriageEngine {
 public:
  // An engine that takes at most `max_observations` in a request, which is at
  // most kMaxObservations. FAILED_PRECONDITION, saying what does not fit, when
  // the content cannot be evaluated.
  static absl::StatusOr<std::unique_ptr<const TriageEngine>> Create(
      std::shared_ptr<const Catalog> catalog,
      int max_observations = kMaxObservations);

  TriageEngine(const TriageEngine&) = delete;
  TriageEngine& operator=(const TriageEngine&) = delete;

  // The answer depends on nothing but the request, the content and
  // kEngineVersion. INVALID_ARGUMENT with the path of the field when the
  // request is faulty (see AssessmentService.Assess).
  absl::StatusOr<v1::Assessment> Assess(const v1::AssessRequest& request) const;

  // An answer that points to parts of the content.
  struct Answer {
    // Not to be changed; valid as long as the arena and the engine. A copy of
    // it is independent of both.
    const v1::Assessment* assessment;
    // Its canonical bytes (proto/canonical/canonical_bytes.h).
    std::string bytes;
  };

  // The same for whoever sends the answer on: on an arena, with nothing copied
  // that does not depend on the person.
  absl::StatusOr<Answer> AssessOn(google::protobuf::Arena* arena,
                                  const v1::AssessRequest& request) const;

  // What would change the answer. Depends on the same as Assess.
  // INVALID_ARGUMENT with the path of the field when the request is faulty (see
  // AssessmentService.Explain).
  absl::StatusOr<v1::Explanation> Explain(
      const v1::ExplainRequest& request) const;

 private:
  TriageEngine(std::shared_ptr<const Catalog> catalog, int max_observations)
      : catalog_(std::move(catalog)), max_observations_(max_observations) {}

  std::shared_ptr<const Catalog> catalog_;
  const int max_observations_;
  RuleSet set_;
  TechniqueMatcher matcher_;
  ExclusionFunctions exclusions_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_ENGINE_H_
