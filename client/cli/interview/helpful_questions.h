#ifndef KNEAD_CLIENT_CLI_INTERVIEW_HELPFUL_QUESTIONS_H_
#define KNEAD_CLIENT_CLI_INTERVIEW_HELPFUL_QUESTIONS_H_

#include <string>
#include <vector>

#include "client/cli/library.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// Questions that change no verdict, so that the service never asks them, but
// that show what massage can help: yes-or-no findings that anyone can tell,
// that stand behind no other, and that indications name but neither a triage
// rule nor a contraindication does.
//
// Question groups, findings, indications, contraindications and triage rules
// have to be loaded. Questions that `request` answers are left out.

// Those of one group, in their order.
std::vector<v1::OpenQuestion> HelpfulQuestions(const std::string& group,
                                               const v1::AssessRequest& request,
                                               const Library& library);

// The groups that consist of nothing else, in their order, and what is still
// open in them. They are to be asked first: the service never comes to them.
std::vector<v1::OpenQuestionGroup> HelpfulGroups(
    const v1::AssessRequest& request, const Library& library);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_INTERVIEW_HELPFUL_QUESTIONS_H_
