#ifndef KNEAD_CLIENT_CLI_RENDER_CRITERION_H_
#define KNEAD_CLIENT_CLI_RENDER_CRITERION_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/criterion.pb.h"

namespace knead::cli {

// A criterion as nested bullets, each in words: `age: 55 years or more`.
void RenderCriterion(const v1::Criterion& criterion, Library& library,
                     Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_CRITERION_H_
