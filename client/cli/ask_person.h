#ifndef KNEAD_CLIENT_CLI_ASK_PERSON_H_
#define KNEAD_CLIENT_CLI_ASK_PERSON_H_

#include "absl/status/statusor.h"
#include "client/cli/answer.h"
#include "client/cli/assess_request.h"
#include "client/cli/environment.h"
#include "client/cli/interview/interview.h"
#include "client/cli/library.h"
#include "client/cli/text/text_page.h"

namespace knead::cli {

// The page on which a person is talked with: the answer's, when that is for
// people, and otherwise `environment.err`.
TextPage TalkPage(const Environment& environment, const Answer& answer);

// Asks the person of `environment` what `known` leaves open, on `page`. The
// interview did not end for want of input.
//
// INVALID_ARGUMENT when the input ends before the interview does, with the
// danger that was certain by then, which must not be lost; otherwise the error
// of the call that failed.
absl::StatusOr<InterviewResult> AskPerson(const AssessInput& known,
                                          const Environment& environment,
                                          Library& library, TextPage& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_ASK_PERSON_H_
