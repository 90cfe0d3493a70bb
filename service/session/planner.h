#ifndef KNEAD_SERVICE_SESSION_PLANNER_H_
#define KNEAD_SERVICE_SESSION_PLANNER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "knead/v1/session.pb.h"
#include "service/catalog/catalog.h"
#include "service/triage/engine.h"

namespace knead {

// Plans sessions. Holds one content snapshot and nothing of any person.
// Immutable and thread-safe.
class Planner {
 public:
  Planner(std::shared_ptr<const Catalog> catalog,
          std::shared_ptr<const TriageEngine> engine);

  // Assesses, and plans where massage is allowed. The answer depends on nothing
  // but the request, the content and kEngineVersion.
  //
  // INVALID_ARGUMENT with the path of the field when the request is faulty (see
  // SessionService.PlanSession).
  absl::StatusOr<v1::PlanSessionResponse> Plan(
      const v1::PlanSessionRequest& request) const;

  const Catalog& catalog() const { return *catalog_; }
  const TriageEngine& engine() const { return *engine_; }
  const v1::SessionGuide& guide() const {
    return catalog_->bundle().manifest().session_guide();
  }

 private:
  std::shared_ptr<const Catalog> catalog_;
  std::shared_ptr<const TriageEngine> engine_;
};

// Whether `assessment` allows massage, with limits or without.
bool AllowsMassage(const v1::Assessment& assessment);

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_PLANNER_H_
