#ifndef KNEAD_CLIENT_CLI_RENDER_SOURCE_H_
#define KNEAD_CLIENT_CLI_RENDER_SOURCE_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/source.pb.h"

namespace knead::cli {

// One source with its sections.
void Render(const v1::Source& source, Library& library, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_SOURCE_H_
