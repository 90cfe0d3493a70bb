#ifndef KNEAD_CLIENT_CLI_SESSION_REQUEST_H_
#define KNEAD_CLIENT_CLI_SESSION_REQUEST_H_

#include <istream>

#include "absl/status/statusor.h"
#include "client/cli/arguments.h"
#include "client/cli/assess_request.h"
#include "client/cli/library.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// A request for a session, and where on the command line the person's part of
// it comes from.
struct SessionInput {
  v1::PlanSessionRequest request;
  // Its `request` is the `assessment_request` of the above.
  AssessInput person;
};

// The request that `arguments` describe. `standard_input` is read for `--case
// -` only.
//
// INVALID_ARGUMENT that begins with the option at fault; or the error of a call
// that failed. InTermsOfOptions puts the errors of calls with the request into
// terms of the command line.
absl::StatusOr<SessionInput> BuildSessionRequest(
    const SessionArguments& arguments, std::istream& standard_input,
    Library& library);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_SESSION_REQUEST_H_
