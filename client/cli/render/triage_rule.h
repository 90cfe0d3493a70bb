#ifndef KNEAD_CLIENT_CLI_RENDER_TRIAGE_RULE_H_
#define KNEAD_CLIENT_CLI_RENDER_TRIAGE_RULE_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {

// One triage rule.
void Render(const v1::TriageRule& rule, Library& library, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_TRIAGE_RULE_H_
