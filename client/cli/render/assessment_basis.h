#ifndef KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_BASIS_H_
#define KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_BASIS_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// What an answer is for and what it rests on: the intended use, answers that
// were taken as ones to a newer question, the works cited, the content and the
// engine.
void RenderBasis(const v1::Assessment& assessment, Library& library,
                 Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_BASIS_H_
