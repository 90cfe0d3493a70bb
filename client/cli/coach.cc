#include "client/cli/coach.h"

#include <signal.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/assess_request.h"
#include "client/cli/coach/end.h"
#include "client/cli/coach/plain_view.h"
#include "client/cli/coach/session.h"
#include "client/cli/coach/terminal.h"
#include "client/cli/coach/terminal_view.h"
#include "client/cli/coach/view.h"
#include "client/cli/environment.h"
#include "client/cli/library.h"
#include "client/cli/missing_numbers.h"
#include "client/cli/render/assessment.h"
#include "client/cli/session_request.h"
#include "client/cli/text/page.h"
#include "client/cli/text/text_page.h"
#include "client/error_details.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

// The screen, where there is one that is large enough.
std::unique_ptr<Terminal> OpenTerminal(const Environment& environment,
                                       bool colour) {
  const auto term = environment.variables.find("TERM");
  if (!environment.in_is_terminal || !environment.out_is_terminal ||
      term == environment.variables.end() || term->second == "dumb") {
    return nullptr;
  }
  std::unique_ptr<Terminal> terminal = Terminal::Open(colour);
  if (terminal != nullptr && (terminal->rows() < kFewestRows ||
                              terminal->columns() < kFewestColumns)) {
    return nullptr;
  }
  return terminal;
}

// How a session went.
struct Outcome {
  absl::StatusOr<v1::CoachResponse> last;
  SessionRecord record;
};

Outcome Lead(const v1::PlanSessionRequest& request, CoachView& view,
             Library& library, const Environment& environment) {
  CoachSession session(view, library, environment.clock);
  absl::StatusOr<v1::CoachResponse> last = session.Run(request);
  return {std::move(last), session.record()};
}

// Why a session that had begun could not go on: never the fault of the command
// line.
absl::Status BrokenOff(const absl::Status& why) {
  if (absl::IsCancelled(why)) return why;
  const absl::StatusCode code = absl::IsInvalidArgument(why)
                                    ? absl::StatusCode::kFailedPrecondition
                                    : why.code();
  const std::string reason = ErrorReason(why);
  return absl::Status(
      code, absl::StrCat("the session could not be taken up again: ",
                         reason == "RESUME_TOKEN_EXPIRED"
                             ? "it was left for more than 15 minutes; begin "
                               "another one"
                         : reason == "INVALID_RESUME_TOKEN"
                             ? "this service does not know it; begin another "
                               "one"
                         : reason == "SESSION_TOO_LONG"
                             ? "it began too long ago; begin another one"
                             : why.message()));
}

// Writes how it ended; `may_ask`: a call may be made for it.
absl::Status TellEnd(const Outcome& outcome, const AssessInput& person,
                     bool on_screen, bool may_ask, Library& library,
                     Page& page) {
  if (outcome.last.ok()) {
    RenderEnd(*outcome.last, on_screen, library, page);
    return absl::OkStatus();
  }
  if (!outcome.record.plan.has_value()) {
    return InTermsOfOptions(outcome.last.status(), person);
  }
  RenderBrokenOff(outcome.record, person.request, on_screen, may_ask, library,
                  page);
  return BrokenOff(outcome.last.status());
}

}  // namespace

absl::Status RunCoach(const CoachArguments& arguments, Library& library,
                      const Environment& environment, const Answer& answer) {
  const absl::StatusOr<SessionInput> input =
      BuildSessionRequest(arguments, environment, answer, library);
  if (!input.ok()) return input.status();
  // Beforehand, so that no server is needed to say how it ended.
  if (absl::Status status = LoadForAssessment(library); !status.ok()) {
    return status;
  }
  TextPage page(answer.out, answer.layout);
  Outcome outcome = {absl::UnknownError(""), {}};
  bool on_screen = false;
  if (const std::unique_ptr<Terminal> terminal =
          OpenTerminal(environment, answer.layout.colour);
      terminal != nullptr) {
    on_screen = true;
    TerminalCoachView view(*terminal, library);
    outcome = Lead(input->request, view, library, environment);
  } else {
    PlainCoachView view(environment, page, library);
    outcome = Lead(input->request, view, library, environment);
  }
  // Who is torn out of a session still reads what matters, but does not wait.
  const int signal = Terminal::TakeEndingSignal();
  const absl::Status status = TellEnd(outcome, input->person, on_screen,
                                      /*may_ask=*/signal == 0, library, page);
  if (arguments.deny_rest && outcome.last.ok() && outcome.last->has_plan()) {
    SayMissingNumbers(outcome.last->plan().assessment(), environment.err);
  }
  if (signal != 0) {
    answer.out.flush();
    raise(signal);
  }
  return status;
}

}  // namespace knead::cli
