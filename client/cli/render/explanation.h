#ifndef KNEAD_CLIENT_CLI_RENDER_EXPLANATION_H_
#define KNEAD_CLIENT_CLI_RENDER_EXPLANATION_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/explanation.pb.h"

namespace knead::cli {

// What would change an answer. What raises the urgency stands under the highest
// level that it reaches, the most urgent first, so that nothing is told twice;
// the explanation should hold all of it. Shows at most `most` lines in each
// place and counts the rest.
void RenderExplanation(const v1::Explanation& explanation, int most,
                       Library& library, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_EXPLANATION_H_
