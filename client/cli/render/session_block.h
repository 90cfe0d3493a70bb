#ifndef KNEAD_CLIENT_CLI_RENDER_SESSION_BLOCK_H_
#define KNEAD_CLIENT_CLI_RENDER_SESSION_BLOCK_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "client/cli/library.h"
#include "client/cli/render/session_steps.h"
#include "client/cli/text/page.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// A technique, by its name, and the leg that it is done on.
using TechniqueOnLeg = std::pair<std::string, v1::Side>;

// Pictures of techniques, as SVG documents.
using Pictures = std::map<TechniqueOnLeg, std::string>;

// One block of a session: what holds throughout, then each technique with its
// picture, its limits and cautions before its steps, and the check behind it.
// `not_when` holds for each technique the contraindications that are its own.
// Techniques, tools and contraindications have to be loaded; what is passed
// must outlive `steps`.
void RenderBlock(
    const v1::PlanBlock& block,
    const std::map<std::string, std::vector<std::string>>& not_when,
    const Pictures& pictures, Library& library, StepWriter& steps, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_SESSION_BLOCK_H_
