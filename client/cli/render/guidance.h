#ifndef KNEAD_CLIENT_CLI_RENDER_GUIDANCE_H_
#define KNEAD_CLIENT_CLI_RENDER_GUIDANCE_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/guidance.pb.h"

namespace knead::cli {

// One principle.
void Render(const v1::Principle& principle, Library& library, Page& page);

// One care measure.
void Render(const v1::CareMeasure& measure, Library& library, Page& page);

// One frequent question with its answer.
void Render(const v1::FrequentQuestion& question, Library& library, Page& page);

// One takeaway.
void Render(const v1::Takeaway& takeaway, Library& library, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_GUIDANCE_H_
