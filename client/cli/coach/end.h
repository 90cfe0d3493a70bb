#ifndef KNEAD_CLIENT_CLI_COACH_END_H_
#define KNEAD_CLIENT_CLI_COACH_END_H_

#include "client/cli/coach/session.h"
#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// What is left to be read of a session. All that an assessment needs has to be
// loaded (see LoadForAssessment).

// How it ended, by its last response, with the assessment if there is a new
// one. Where no session came about, the assessment says why. With `repeats`
// what matters most is said again at the end, since the beginning of a long
// answer scrolls out of sight.
void RenderEnd(const v1::CoachResponse& last, bool repeats, Library& library,
               Page& page);

// What to do when a session broke off that nobody can go on with: to stop, what
// to watch for, and what the reports mean that the service has not taken, as
// far as it can still be asked. `person` is what was known when it began.
// With `repeats` as above; without `may_ask` nobody is asked.
void RenderBrokenOff(const SessionRecord& record, v1::AssessRequest person,
                     bool repeats, bool may_ask, Library& library, Page& page);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_END_H_
