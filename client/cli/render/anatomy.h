#ifndef KNEAD_CLIENT_CLI_RENDER_ANATOMY_H_
#define KNEAD_CLIENT_CLI_RENDER_ANATOMY_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/anatomy.pb.h"

namespace knead::cli {

// One region.
void Render(const v1::Region& region, Library& library, Page& page);

// One muscle group.
void Render(const v1::MuscleGroup& group, Library& library, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_ANATOMY_H_
