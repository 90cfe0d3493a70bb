#ifndef KNEAD_CLIENT_CLI_RENDER_FINDING_H_
#define KNEAD_CLIENT_CLI_RENDER_FINDING_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {

// One finding.
void Render(const v1::Finding& finding, Library& library, Page& page);

// One question group, with the findings that are asked in it.
void Render(const v1::QuestionGroup& group, Library& library, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_FINDING_H_
