#ifndef KNEAD_CLIENT_CLI_RENDER_CARE_PATHWAY_H_
#define KNEAD_CLIENT_CLI_RENDER_CARE_PATHWAY_H_

#include <string>

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {

// One care pathway, with all its regional contacts.
void Render(const v1::CarePathway& pathway, Library& library, Page& page);

// What to do, as part of an answer: whom to contact, by when, what to do and to
// leave alone meanwhile, and the number to call in `region_code`, where one is
// on record. `avoid_first` heads what to leave alone, unless it is empty. Not
// the safety net.
void RenderWhatToDo(const v1::CarePathway& pathway,
                    const std::string& region_code,
                    const std::string& avoid_first, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_CARE_PATHWAY_H_
