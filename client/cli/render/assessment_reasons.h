#ifndef KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_REASONS_H_
#define KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_REASONS_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// Why the verdicts are what they are: the rules and contraindications that
// hold, with what the person said and where each comes from; then what massage
// can do here.
void RenderReasons(const v1::Assessment& assessment, Library& library,
                   Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_REASONS_H_
