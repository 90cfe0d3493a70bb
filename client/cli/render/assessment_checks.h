#ifndef KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_CHECKS_H_
#define KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_CHECKS_H_

#include "client/cli/text/page.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// What to have checked by a professional, since it stayed open; nothing where
// nothing did.
void RenderChecks(const v1::Assessment& assessment, Page& page);

// The questions that could still change the answer, and how to answer them;
// nothing where there are none, and in an emergency.
void RenderOpenQuestions(const v1::Assessment& assessment, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_CHECKS_H_
