#ifndef KNEAD_CLIENT_CLI_RENDER_INDICATION_H_
#define KNEAD_CLIENT_CLI_RENDER_INDICATION_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/indication.pb.h"

namespace knead::cli {

// One indication.
void Render(const v1::Indication& indication, Library& library, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_INDICATION_H_
