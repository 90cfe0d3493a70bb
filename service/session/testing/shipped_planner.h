#ifndef KNEAD_SERVICE_SESSION_TESTING_SHIPPED_PLANNER_H_
#define KNEAD_SERVICE_SESSION_TESTING_SHIPPED_PLANNER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "knead/v1/session.pb.h"
#include "service/session/planner.h"

namespace knead {

// A planner on the content that this tree ships. Stops the test's process when
// there is none.
std::shared_ptr<const Planner> ShippedPlanner();

// A planner on that content after `edit`, which makes another revision of it.
std::shared_ptr<const Planner> PlannerOnEdited(
    const std::function<void(v1::ContentBundle*)>& edit);

// A grown-up who denies everything that a lay person can be asked, in slight
// pain at `region` of each of `sides`, with that many minutes.
v1::PlanSessionRequest WellPerson(absl::string_view region,
                                  const std::vector<v1::Side>& sides,
                                  const std::vector<std::string>& tools,
                                  int minutes);

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_TESTING_SHIPPED_PLANNER_H_
