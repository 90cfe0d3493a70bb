#ifndef KNEAD_CLIENT_CLI_INTERVIEW_SITE_RELEVANCE_H_
#define KNEAD_CLIENT_CLI_INTERVIEW_SITE_RELEVANCE_H_

#include "client/cli/library.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// Whether it matters where a finding is: one of the contraindications that hang
// on it names it and acts on regions, or a condition that hangs on it counts it
// in some regions only. False for a finding without a site. Contraindications,
// triage rules and indications have to be loaded.
bool SiteMatters(const v1::OpenQuestion& question, const Library& library);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_INTERVIEW_SITE_RELEVANCE_H_
