#ifndef KNEAD_CLIENT_CLI_RENDER_TECHNIQUE_H_
#define KNEAD_CLIENT_CLI_RENDER_TECHNIQUE_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {

// One technique: when not to use it before how to do it. Contraindications have
// to be loaded.
void Render(const v1::Technique& technique, Library& library, Page& page);

// How to do a technique: what with, position, steps, pressure, times, and how
// to make it milder or stronger.
void RenderInstructions(const v1::Technique& technique, Library& library,
                        Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_TECHNIQUE_H_
