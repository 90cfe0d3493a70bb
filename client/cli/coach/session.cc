#include "client/cli/coach/session.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "client/cli/coach/command.h"
#include "client/cli/coach/link.h"
#include "client/cli/coach/questions.h"
#include "client/cli/coach/screen_text.h"
#include "client/cli/coach/view.h"
#include "client/cli/library.h"
#include "client/cli/observation_syntax.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

v1::CoachRequest StopEvent() {
  v1::CoachRequest event;
  event.mutable_stop();
  return event;
}

v1::CoachRequest ReadyEvent() {
  v1::CoachRequest event;
  event.mutable_ready();
  return event;
}

bool HasCountdown(v1::CoachState state) {
  return state == v1::COACH_STATE_RUNNING || state == v1::COACH_STATE_WAITING;
}

}  // namespace

absl::StatusOr<v1::CoachResponse> CoachSession::Run(
    const v1::PlanSessionRequest& request) {
  v1::CoachRequest event;
  *event.mutable_start() = request;
  while (true) {
    absl::StatusOr<v1::CoachResponse> response = Send(event);
    if (!response.ok() || response->state() == v1::COACH_STATE_ENDED) {
      return response;
    }
    event = NextEvent(*response);
  }
}

absl::StatusOr<v1::CoachResponse> CoachSession::Send(
    const v1::CoachRequest& event) {
  absl::StatusOr<v1::CoachResponse> response = link_.Send(event);
  if (!response.ok()) return response;
  if (response->has_check()) check_ = response->check();
  if (!link_.broken().ok()) {
    view_.Tell(absl::StrCat("The connection was lost (",
                            link_.broken().message(),
                            "). Your session is still there."));
    // Who wants to stop is not asked anything.
    if (event.has_stop()) return Send(event);
    if (event.has_pain() || event.has_new_findings()) untaken_ = event;
    return response;
  }
  if (!untaken_.has_value() || response->state() == v1::COACH_STATE_CHECKING ||
      response->state() == v1::COACH_STATE_ENDED) {
    return response;
  }
  const v1::CoachRequest report = *std::exchange(untaken_, std::nullopt);
  return Send(report);
}

v1::CoachRequest CoachSession::NextEvent(const v1::CoachResponse& response) {
  const absl::Time until = HasCountdown(response.state())
                               ? clock_() + ToDuration(response.remaining())
                               : absl::InfiniteFuture();
  view_.Show(response, until);
  if (response.state() == v1::COACH_STATE_CHECKING) {
    const std::optional<v1::NewFindings> findings =
        AskFindings(check_, /*all=*/true, view_, library_);
    if (!findings.has_value()) return StopEvent();
    v1::CoachRequest event;
    *event.mutable_new_findings() = *findings;
    return event;
  }
  if (response.state() == v1::COACH_STATE_CHECK_IN) {
    return PainEvent("How does it feel?", {}).value_or(StopEvent());
  }
  while (true) {
    std::optional<v1::CoachRequest> event =
        EventOf(view_.Next(until), response);
    if (event.has_value()) return *std::move(event);
  }
}

std::optional<v1::CoachRequest> CoachSession::PainEvent(const std::string& text,
                                                        const PainWords& said) {
  while (true) {
    const std::optional<PainAnswer> answer = AskPain(text, said, view_);
    if (!answer.has_value()) return std::nullopt;
    if (std::holds_alternative<WantsToLeave>(*answer)) return StopEvent();
    if (const auto* pain = std::get_if<v1::PainReport>(&*answer)) {
      v1::CoachRequest event;
      *event.mutable_pain() = *pain;
      return event;
    }
    std::optional<v1::CoachRequest> report = FindingEvent("");
    if (report.has_value()) return report;
  }
}

std::optional<v1::CoachRequest> CoachSession::FindingEvent(
    const std::string& typed) {
  v1::CoachRequest event;
  if (!typed.empty()) {
    absl::StatusOr<v1::Observation> observation =
        ParsePresence(typed, v1::PRESENCE_PRESENT, library_);
    if (observation.ok()) {
      *event.mutable_new_findings()->add_observations() =
          *std::move(observation);
      return event;
    }
    view_.Tell(observation.status().message());
  }
  const std::optional<v1::NewFindings> findings =
      AskFindings(check_, /*all=*/false, view_, library_);
  if (!findings.has_value()) return std::nullopt;
  *event.mutable_new_findings() = *findings;
  return event;
}

std::optional<v1::CoachRequest> CoachSession::EventOf(
    const CoachCommand& command, const v1::CoachResponse& response) {
  const v1::CoachState state = response.state();
  v1::CoachRequest event;
  switch (command.wish) {
    case CoachWish::kStop:
      return StopEvent();
    case CoachWish::kHurts:
      return PainEvent("Let go for a moment. What does it feel like?",
                       command.pain);
    case CoachWish::kNew:
      return FindingEvent(command.finding);
    case CoachWish::kHelp:
      view_.Tell(absl::StrCat("You can say: ", kCoachCommands));
      return std::nullopt;
    case CoachWish::kTimeUp:
      if (!HasCountdown(state)) return std::nullopt;
      ABSL_FALLTHROUGH_INTENDED;
    case CoachWish::kReady:
    case CoachWish::kDone:
      if (state == v1::COACH_STATE_WAITING) {
        return PainEvent("Has it settled? What does it feel like now?", {})
            .value_or(StopEvent());
      }
      if (state != v1::COACH_STATE_RUNNING) return ReadyEvent();
      if (command.wish == CoachWish::kReady) return std::nullopt;
      event.mutable_step_done()->set_step_number(response.step().number());
      return event;
    case CoachWish::kPause:
      if (state != v1::COACH_STATE_RUNNING) return std::nullopt;
      event.mutable_pause();
      return event;
    case CoachWish::kSkip:
      if (state == v1::COACH_STATE_PLANNED) return std::nullopt;
      event.mutable_skip()->set_step_number(response.step().number());
      event.mutable_skip()->set_scope(command.scope);
      return event;
  }
  return std::nullopt;
}

}  // namespace knead::cli
