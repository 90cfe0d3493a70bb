#ifndef KNEAD_CLIENT_CLI_RENDER_EXPLANATION_H_
#define KNEAD_CLIENT_CLI_RENDER_EXPLANATION_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/explanation.pb.h"

namespace knead::cli {

// What would change an answer.
void RenderExplanation(const v1::Explanation& explanation, Library& library,
                       Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_EXPLANATION_H_
