#ifndef KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_VERDICTS_H_
#define KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_VERDICTS_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// Whether what is certain is only that nothing is, so that looking after it
// oneself must not be the answer.
bool NothingCertain(const v1::Assessment& assessment);

// Whether massage is allowed, with limits or without.
bool MayMassage(const v1::Assessment& assessment);

// How soon to see somebody, whom, and what to do and leave alone meanwhile.
void RenderUrgency(const v1::Assessment& assessment, Page& page);

// Whether massage is allowed, and why.
void RenderPermission(const v1::Assessment& assessment, Library& library,
                      Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_VERDICTS_H_
