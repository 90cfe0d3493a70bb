#ifndef KNEAD_CLIENT_CLI_RENDER_SESSION_LEFT_OUT_H_
#define KNEAD_CLIENT_CLI_RENDER_SESSION_LEFT_OUT_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// The areas that are not part of a plan, each with why; those for want of time
// together. Nothing where there are none. `assessment` is that of the plan.
void RenderLeftOut(const v1::SessionPlan& plan,
                   const v1::Assessment& assessment, Library& library,
                   Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_SESSION_LEFT_OUT_H_
