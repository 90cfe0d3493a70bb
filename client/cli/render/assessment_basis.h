#ifndef KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_BASIS_H_
#define KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_BASIS_H_

#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"

namespace knead::cli {

// Everything that the page of an assessment cites.
google::protobuf::RepeatedPtrField<v1::Citation> CitationsOf(
    const v1::Assessment& assessment, const Library& library);

// What an answer is for and what it rests on: the intended use, answers that
// were taken as ones to a newer question, the works of `cited`, the content and
// the engine.
void RenderBasis(const v1::Assessment& assessment,
                 const google::protobuf::RepeatedPtrField<v1::Citation>& cited,
                 Library& library, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_ASSESSMENT_BASIS_H_
