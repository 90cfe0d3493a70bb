#include "client/cli/coach/session.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "client/cli/coach/command.h"
#include "client/cli/coach/link.h"
#include "client/cli/coach/questions.h"
#include "client/cli/coach/reports.h"
#include "client/cli/coach/screen_text.h"
#include "client/cli/coach/view.h"
#include "client/cli/library.h"
#include "client/error_details.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

v1::CoachRequest ReadyEvent() {
  v1::CoachRequest event;
  event.mutable_ready();
  return event;
}

// Whether the step is to get ready, however long that takes.
bool IsToSettle(const v1::CoachResponse& response) {
  return response.step().kind() == v1::SESSION_STEP_KIND_SETTLE;
}

bool HasCountdown(const v1::CoachResponse& response) {
  return response.state() == v1::COACH_STATE_WAITING ||
         (response.state() == v1::COACH_STATE_RUNNING && !IsToSettle(response));
}

v1::CoachRequest PainRequest(const v1::PainReport& pain) {
  v1::CoachRequest event;
  *event.mutable_pain() = pain;
  return event;
}

// Adds all that an event reports to be so, or perhaps to be so.
void AddReports(const v1::CoachRequest& event, Reports& reports) {
  for (const v1::Observation& observation :
       event.new_findings().observations()) {
    if (observation.presence() != v1::PRESENCE_ABSENT) {
      MergeReport(observation, reports);
    }
  }
}

// What to say when the service did not take an event as it was.
std::string BrokenText(const absl::Status& why) {
  if (absl::IsInvalidArgument(why)) {
    return absl::StrCat("The service did not take that: ", why.message());
  }
  if (ErrorReason(why) == "SESSION_IDLE") {
    return "You were away for some time. Your session is still there.";
  }
  return "The connection was lost. Your session is still there.";
}

// How often something that has to be heard is sent before the session is given
// up.
constexpr int kMostAttempts = 3;

// An answer that takes longer is worth a word.
constexpr absl::Duration kShortWait = absl::Seconds(1);

// From here on pain ends a session whatever it is like.
constexpr int kSeverePain = 7;

// Whether it does so in every state (see SessionService.Coach).
bool EndsEverywhere(const v1::PainReport& pain) {
  return pain.intensity() >= kSeverePain || EndsAtAnyStrength(pain.quality());
}

// What to do until the service has said what an event means. It is on the safe
// side of all that it can say.
std::string AdviceMeanwhile(const v1::CoachRequest& event) {
  if (event.has_pain()) {
    return IsPainToLetGo(event.pain()) ? "Stop, and take your hands away." : "";
  }
  Reports reports;
  AddReports(event, reports);
  if (reports.empty()) return "";
  return kHandsAway;
}

// An event that changes nothing in this state.
v1::CoachRequest KeepAliveEvent(v1::CoachState state) {
  v1::CoachRequest event;
  if (state == v1::COACH_STATE_PAUSED || state == v1::COACH_STATE_PLANNED) {
    event.mutable_pause();
  } else {
    event.mutable_ready();
  }
  return event;
}

}  // namespace

CoachSession::CoachSession(CoachView& view, Library& library, Clock clock)
    : view_(view),
      library_(library),
      clock_(std::move(clock)),
      link_(
          library.client(),
          [this](const CoachDelay& delay, absl::Duration duration) {
            return OnDelay(delay, duration);
          },
          clock_) {}

bool CoachSession::OnDelay(const CoachDelay& delay, absl::Duration duration) {
  CoachWait wait;
  wait.is_broken = delay.is_broken;
  wait.advice = advice_;
  if (delay.is_broken) {
    // Nobody hears now that it hurts.
    if (wait.advice.empty()) wait.advice = "Let go until the session goes on.";
    wait.text = "The connection was lost. Trying again ...";
    wait.detail = absl::StrCat("Your session is kept for another ",
                               ClockText(delay.resumable_until - clock_()));
  } else if (delay.waited >= kShortWait) {
    wait.text = "Waiting for the service ...";
  }
  return view_.Wait(wait, duration);
}

absl::StatusOr<v1::CoachResponse> CoachSession::Run(
    const v1::PlanSessionRequest& request) {
  v1::CoachRequest event;
  *event.mutable_start() = request;
  int stops = 0;
  while (true) {
    absl::StatusOr<v1::CoachResponse> response = Send(event);
    if (response.ok() && response->state() == v1::COACH_STATE_ENDED) {
      return response;
    }
    // Who wants to stop is not asked anything, nor held if that is not taken.
    if (response.ok() && wants_to_stop_ && !link_.broken().ok() &&
        ++stops > kMostAttempts) {
      response = link_.broken();
    }
    if (!response.ok()) {
      GiveUp();
      return response;
    }
    event = wants_to_stop_ ? StopEvent() : NextEvent(*response);
  }
}

v1::CoachRequest CoachSession::Dequeue() {
  v1::CoachRequest event = std::move(queued_.front());
  queued_.pop_front();
  return event;
}

v1::CoachRequest CoachSession::Leave() {
  wants_to_stop_ = true;
  return StopEvent();
}

v1::CoachRequest CoachSession::StopEvent() {
  if (!queued_.empty()) return Dequeue();
  // With what is left open by it counting as a danger, this ends the session.
  v1::CoachRequest event;
  if (record_.untaken_findings.empty()) {
    event.mutable_stop();
  } else {
    *event.mutable_new_findings()->mutable_observations() =
        record_.untaken_findings;
  }
  return event;
}

void CoachSession::Keep(const v1::CoachRequest& event) {
  if (event.has_pain()) {
    if (EndsEverywhere(event.pain())) {
      record_.untaken_pains.push_back(event.pain());
    } else {
      // What it means depends on where the session stands: it is said there.
      queued_.push_front(event);
    }
  }
  AddReports(event, record_.untaken_findings);
}

void CoachSession::GiveUp() {
  for (const v1::CoachRequest& event : queued_) {
    if (event.has_pain()) record_.untaken_pains.push_back(event.pain());
    AddReports(event, record_.untaken_findings);
  }
  queued_.clear();
}

absl::StatusOr<v1::CoachResponse> CoachSession::SendOver(
    const v1::CoachRequest& event) {
  advice_ = AdviceMeanwhile(event);
  return link_.Send(event);
}

absl::StatusOr<v1::CoachResponse> CoachSession::Send(
    const v1::CoachRequest& event) {
  AddReports(event, record_.findings);
  absl::StatusOr<v1::CoachResponse> response = SendOver(event);
  if (!response.ok() || !link_.broken().ok()) {
    Keep(event);
  } else if (event.has_new_findings()) {
    record_.untaken_findings.Clear();
  }
  // A report that the service refuses would be refused again.
  if (response.ok() && absl::IsInvalidArgument(link_.broken()) &&
      (event.has_pain() || event.has_new_findings())) {
    return link_.broken();
  }
  int attempts = 0;
  while (response.ok()) {
    if (response->has_check()) check_ = response->check();
    if (response->has_plan()) planned_ = response->plan();
    if (response->plan().has_plan()) record_.plan = response->plan().plan();
    if (!link_.broken().ok()) view_.Tell(BrokenText(link_.broken()));
    if (response->state() == v1::COACH_STATE_ENDED ||
        record_.untaken_pains.empty()) {
      break;
    }
    // Such pain ends a session in whatever state it is.
    v1::CoachRequest pain;
    *pain.mutable_pain() = record_.untaken_pains.front();
    response = SendOver(pain);
    if (!response.ok()) break;
    if (link_.broken().ok()) {
      record_.untaken_pains.erase(record_.untaken_pains.begin());
    } else if (++attempts == kMostAttempts) {
      return link_.broken();
    }
  }
  return response;
}

v1::CoachRequest CoachSession::NextEvent(const v1::CoachResponse& response) {
  if (!is_kept_alive_ || !link_.broken().ok()) {
    until_ = HasCountdown(response)
                 ? clock_() + ToDuration(response.remaining())
                 : absl::InfiniteFuture();
    v1::CoachResponse shown = response;
    if (shown.state() == v1::COACH_STATE_PLANNED && !shown.has_plan()) {
      *shown.mutable_plan() = planned_;
    }
    view_.Show(shown, until_);
  }
  if (!is_kept_alive_) heard_ = clock_();
  is_kept_alive_ = false;
  if (response.state() == v1::COACH_STATE_CHECKING) return CheckAnswer();
  if (!queued_.empty()) return Dequeue();
  if (response.state() == v1::COACH_STATE_CHECK_IN) {
    return RequiredPainEvent("What does it feel like?");
  }
  const absl::Time awake_until = clock_() - heard_ < kCoachAwayTime
                                     ? clock_() + kCoachKeepAlive
                                     : absl::InfiniteFuture();
  while (true) {
    const CoachCommand command = view_.Next(std::min(until_, awake_until));
    if (command.wish == CoachWish::kTimeUp && awake_until < until_) {
      is_kept_alive_ = true;
      return KeepAliveEvent(response.state());
    }
    std::optional<v1::CoachRequest> event = EventOf(command, response);
    if (event.has_value()) return *std::move(event);
  }
}

std::optional<v1::CoachRequest> CoachSession::WhilePaused(
    const v1::CoachResponse& response,
    const std::function<std::optional<v1::CoachRequest>()>& ask) {
  if (response.state() != v1::COACH_STATE_RUNNING || IsToSettle(response)) {
    return ask();
  }
  // It is asked at once, however long the service takes to hear of it.
  v1::CoachRequest pause;
  pause.mutable_pause();
  link_.Post(pause);
  // Without an event, once more, to see where the session stands.
  return ask().value_or(pause);
}

v1::CoachRequest CoachSession::CheckAnswer() {
  const std::optional<FindingsAnswer> answer =
      AskFindings(check_, /*all=*/true, view_, library_);
  if (!answer.has_value() || std::holds_alternative<WantsToLeave>(*answer)) {
    return Leave();
  }
  if (const auto* pain = std::get_if<v1::PainReport>(&*answer)) {
    return PainRequest(*pain);
  }
  v1::CoachRequest event;
  *event.mutable_new_findings() = std::get<v1::NewFindings>(*answer);
  for (const v1::Observation& untaken : record_.untaken_findings) {
    MergeReport(untaken, *event.mutable_new_findings()->mutable_observations());
  }
  return event;
}

std::optional<v1::CoachRequest> CoachSession::PainEvent(const std::string& text,
                                                        const PainWords& said,
                                                        bool is_required) {
  while (true) {
    const std::optional<PainAnswer> answer =
        AskPain(text, said, is_required, view_);
    if (!answer.has_value()) return std::nullopt;
    if (const auto* pain = std::get_if<v1::PainReport>(&*answer)) {
      return PainRequest(*pain);
    }
    if (const auto* leaving = std::get_if<WantsToLeave>(&*answer)) {
      if (!leaving->pain.has_value()) return Leave();
      // What was said of the pain is looked at before the session ends.
      wants_to_stop_ = true;
      return PainRequest(*leaving->pain);
    }
    const auto& stated = std::get<WantsToReport>(*answer).pain;
    std::optional<v1::CoachRequest> report = FindingEvent();
    if (report.has_value()) {
      if (stated.has_value()) queued_.push_back(PainRequest(*stated));
      return report;
    }
    if (stated.has_value()) return PainRequest(*stated);
  }
}

v1::CoachRequest CoachSession::RequiredPainEvent(const std::string& text) {
  std::optional<v1::CoachRequest> event =
      PainEvent(text, {}, /*is_required=*/true);
  return event.has_value() ? *std::move(event) : Leave();
}

std::optional<v1::CoachRequest> CoachSession::FindingEvent() {
  const std::optional<FindingsAnswer> answer =
      AskFindings(check_, /*all=*/false, view_, library_);
  if (!answer.has_value()) return std::nullopt;
  if (std::holds_alternative<WantsToLeave>(*answer)) return Leave();
  if (const auto* pain = std::get_if<v1::PainReport>(&*answer)) {
    return PainRequest(*pain);
  }
  v1::CoachRequest event;
  *event.mutable_new_findings() = std::get<v1::NewFindings>(*answer);
  return event;
}

std::optional<v1::CoachRequest> CoachSession::EventOf(
    const CoachCommand& command, const v1::CoachResponse& response) {
  const v1::CoachState state = response.state();
  v1::CoachRequest event;
  switch (command.wish) {
    case CoachWish::kStop:
      return Leave();
    case CoachWish::kHurts:
      if (command.pain.complete()) return PainRequest(command.pain.report());
      return WhilePaused(response, [&] {
        return PainEvent("Let go for a moment. What does it feel like?",
                         command.pain, /*is_required=*/false);
      });
    case CoachWish::kNew:
      if (!command.finding.empty()) {
        absl::StatusOr<v1::NewFindings> findings =
            ReadFindings(command.finding, view_, library_);
        if (findings.ok()) {
          *event.mutable_new_findings() = *std::move(findings);
          return event;
        }
        view_.Tell(findings.status().message());
      }
      return WhilePaused(response, [this] { return FindingEvent(); });
    case CoachWish::kWords: {
      absl::StatusOr<v1::NewFindings> findings =
          ReadFindings(command.finding, view_, library_);
      if (findings.ok()) {
        *event.mutable_new_findings() = *std::move(findings);
        return event;
      }
      if (!absl::IsInvalidArgument(findings.status())) {
        view_.Tell(findings.status().message());
        return WhilePaused(response, [this] { return FindingEvent(); });
      }
      view_.Tell(absl::StrCat(
          "That was not understood. If something hurts or has come up, say "
          "hurts or new. You can say: ",
          kCoachCommands));
      return std::nullopt;
    }
    case CoachWish::kHelp:
      view_.Tell(absl::StrCat("You can say: ", kCoachCommands));
      return std::nullopt;
    case CoachWish::kTimeUp:
      if (!HasCountdown(response)) return std::nullopt;
      ABSL_FALLTHROUGH_INTENDED;
    case CoachWish::kReady:
    case CoachWish::kDone:
      if (state == v1::COACH_STATE_WAITING) {
        return RequiredPainEvent("Has it settled? What does it feel like now?");
      }
      if (state != v1::COACH_STATE_RUNNING) return ReadyEvent();
      if (command.wish == CoachWish::kReady && !IsToSettle(response)) {
        view_.Tell(
            "The step has its time. If it is done before, say done or press "
            "d.");
        return std::nullopt;
      }
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
