#ifndef KNEAD_CLIENT_CLI_RENDER_SESSION_SOURCES_H_
#define KNEAD_CLIENT_CLI_RENDER_SESSION_SOURCES_H_

#include "client/cli/library.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// Everything that the sheet of a planned session cites. Of techniques, those
// that are planned.
google::protobuf::RepeatedPtrField<v1::Citation> CitationsOf(
    const v1::PlanSessionResponse& response, const Library& library);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_SESSION_SOURCES_H_
