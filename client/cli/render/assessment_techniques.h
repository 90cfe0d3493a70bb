#ifndef KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_TECHNIQUES_H_
#define KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_TECHNIQUES_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// The techniques that are safe for this person, in order, each with when not to
// use it and its limits before its steps; nothing where there are none.
void RenderTechniques(const v1::Assessment& assessment, Library& library,
                      Page& page);

// The techniques that were held back, gathered by reason; nothing where there
// are none.
void RenderHeldBack(const v1::Assessment& assessment, const Library& library,
                    Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_TECHNIQUES_H_
