#ifndef KNEAD_CLIENT_CLI_INTERVIEW_TASK_H_
#define KNEAD_CLIENT_CLI_INTERVIEW_TASK_H_

#include <string>
#include <variant>
#include <vector>

#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"

namespace knead::cli {

// One question of an interview each, as it is put to the person.

// Which leg something is on: the complaint, or a finding.
struct AskSides {
  // Empty: the complaint.
  std::string finding;
  // The regions at which the finding is, where its own words say so. Empty:
  // they are asked next.
  std::vector<std::string> regions = {};
};

// Where on these legs it is. No sides: the person is not sure.
struct AskRegions {
  // Empty: the complaint.
  std::string finding;
  std::vector<v1::Side> sides;
};

// What is at hand.
struct AskTools {};

// Which of these yes-or-no questions are answered with yes.
struct AskPresences {
  std::string heading;
  std::string prompt;
  std::vector<v1::OpenQuestion> questions;
};

// A number.
struct AskQuantity {
  std::string heading;
  v1::OpenQuestion question;
};

using Task =
    std::variant<AskSides, AskRegions, AskTools, AskPresences, AskQuantity>;

// The tasks that ask a group: the numbers one by one, the yes-or-no questions
// together, in the order of the first of each. Questions that `request` answers
// already are left out.
std::vector<Task> TasksFor(const v1::OpenQuestionGroup& group,
                           const v1::AssessRequest& request);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_INTERVIEW_TASK_H_
