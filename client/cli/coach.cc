#include "client/cli/coach.h"

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/assess_request.h"
#include "client/cli/coach/link.h"
#include "client/cli/coach/plain_view.h"
#include "client/cli/coach/session.h"
#include "client/cli/coach/terminal.h"
#include "client/cli/coach/terminal_view.h"
#include "client/cli/coach/view.h"
#include "client/cli/environment.h"
#include "client/cli/library.h"
#include "client/cli/render/assessment.h"
#include "client/cli/session_request.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/text/text_page.h"
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

absl::StatusOr<v1::CoachResponse> Lead(const v1::PlanSessionRequest& request,
                                       CoachView& view, Library& library,
                                       const Environment& environment) {
  CoachLink link(library.client(),
                 [&view](absl::Duration pause) { return view.Pause(pause); });
  return CoachSession(link, view, library, environment.clock).Run(request);
}

bool EndedInDanger(v1::SessionEndReason reason) {
  return reason != v1::SESSION_END_REASON_COMPLETED &&
         reason != v1::SESSION_END_REASON_STOPPED;
}

// How it ended, with the assessment if there is a new one. Where no session
// came about, the assessment says why, and comes first.
void RenderEnd(const v1::SessionEnd& end, Library& library, Page& page) {
  const bool began = end.reason() != v1::SESSION_END_REASON_NO_PLAN;
  page.Gap();
  if (end.has_assessment() && !began) Render(end.assessment(), library, page);
  page.Gap();
  page.Paragraph(end.text().text(),
                 EndedInDanger(end.reason()) ? Tone::kDanger : Tone::kTitle);
  page.Gap();
  if (end.has_assessment() && began) Render(end.assessment(), library, page);
}

}  // namespace

absl::Status RunCoach(const CoachArguments& arguments, Library& library,
                      const Environment& environment, const Answer& answer) {
  const absl::StatusOr<SessionInput> input =
      BuildSessionRequest(arguments, environment, answer, library);
  if (!input.ok()) return input.status();
  // Beforehand, so that what matters can be said though the server is gone.
  if (absl::Status status = LoadForAssessment(library); !status.ok()) {
    return status;
  }
  TextPage page(answer.out, answer.layout);
  absl::StatusOr<v1::CoachResponse> last = absl::UnknownError("");
  if (const std::unique_ptr<Terminal> terminal =
          OpenTerminal(environment, answer.layout.colour);
      terminal != nullptr) {
    TerminalCoachView view(*terminal, library);
    last = Lead(input->request, view, library, environment);
  } else {
    PlainCoachView view(environment, page, library);
    last = Lead(input->request, view, library, environment);
  }
  if (!last.ok()) return InTermsOfOptions(last.status(), input->person);
  RenderEnd(last->end(), library, page);
  return absl::OkStatus();
}

}  // namespace knead::cli
