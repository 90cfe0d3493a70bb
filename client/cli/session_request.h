#ifndef KNEAD_CLIENT_CLI_SESSION_REQUEST_H_
#define KNEAD_CLIENT_CLI_SESSION_REQUEST_H_

#include "absl/status/statusor.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/assess_request.h"
#include "client/cli/environment.h"
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

// The request that `arguments` describe. With --interactive, the person is
// asked what they leave open (see AskPerson).
//
// INVALID_ARGUMENT that begins with the option at fault; or the error of a call
// that failed. InTermsOfOptions puts the errors of calls with the request into
// terms of the command line.
absl::StatusOr<SessionInput> BuildSessionRequest(
    const SessionArguments& arguments, const Environment& environment,
    const Answer& answer, Library& library);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_SESSION_REQUEST_H_
