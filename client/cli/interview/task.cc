#include "client/cli/interview/task.h"

#include <utility>
#include <variant>
#include <vector>

#include "absl/algorithm/container.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {

std::vector<Task> TasksFor(const v1::OpenQuestionGroup& group,
                           const v1::AssessRequest& request) {
  std::vector<Task> tasks;
  for (const v1::OpenQuestion& question : group.questions()) {
    if (absl::c_any_of(request.observations(),
                       [&](const v1::Observation& observation) {
                         return observation.finding() == question.finding();
                       })) {
      continue;
    }
    if (question.kind() == v1::FINDING_KIND_QUANTITY) {
      tasks.push_back(AskQuantity{group.display_name(), question});
      continue;
    }
    auto presences = absl::c_find_if(tasks, [](const Task& task) {
      return std::holds_alternative<AskPresences>(task);
    });
    if (presences == tasks.end()) {
      presences = tasks.insert(
          presences, AskPresences{group.display_name(), group.prompt(), {}});
    }
    std::get<AskPresences>(*presences).questions.push_back(question);
  }
  return tasks;
}

}  // namespace knead::cli
