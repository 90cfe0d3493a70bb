#ifndef KNEAD_CLIENT_CLI_RENDER_TOOL_H_
#define KNEAD_CLIENT_CLI_RENDER_TOOL_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {

// One tool.
void Render(const v1::Tool& tool, Library& library, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_TOOL_H_
