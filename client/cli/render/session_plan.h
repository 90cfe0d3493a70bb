#ifndef KNEAD_CLIENT_CLI_RENDER_SESSION_PLAN_H_
#define KNEAD_CLIENT_CLI_RENDER_SESSION_PLAN_H_

#include <string>

#include "client/cli/library.h"
#include "client/cli/render/session_block.h"
#include "client/cli/text/page.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// What the page of a session is called: `Massage session, 20 min`, or that
// there is none.
std::string SessionTitle(const v1::PlanSessionResponse& response);

// A planned session, as a sheet to follow. First whether massage is allowed and
// whom to see; then when to stop and when to leave it out, before any step; the
// steps; and what belongs beside them. Without a plan: the whole assessment,
// naming no technique where massage is not allowed, and why there is no plan.
//
// `pictures` are shown with their techniques. What an assessment needs has to
// be loaded (see LoadForAssessment).
void Render(const v1::PlanSessionResponse& response, const Pictures& pictures,
            Library& library, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_SESSION_PLAN_H_
