#ifndef KNEAD_SERVICE_SESSION_COACH_H_
#define KNEAD_SERVICE_SESSION_COACH_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "knead/v1/session.pb.h"
#include "service/session/coach_state.pb.h"
#include "service/session/event_rate.h"
#include "service/session/planner.h"
#include "service/session/resume_token.h"
#include "service/session/route.h"

namespace knead {

// Leads one person through one session: a state machine from events to
// responses. It keeps what it was told in memory and nowhere else, and looks at
// no clock but the one it was given.
//
// Pain and new findings are taken in every state, and a pause lasts until the
// person is ready. Whatever they bring up is
// assessed at once together with all that was known, and what the assessment
// withholds is not done any more.
//
// Not thread-safe.
class Coach {
 public:
  using Clock = std::function<absl::Time()>;

  // `planner` holds the content that the session rests on to its end. `tokens`
  // must outlive this object.
  Coach(std::shared_ptr<const Planner> planner, const ResumeTokens* tokens,
        Clock clock);

  // The answer to the next event. An error ends the session; the last token
  // that was given out resumes it. The errors are those of
  // SessionService.Coach.
  absl::StatusOr<v1::CoachResponse> Handle(const v1::CoachRequest& request);

  // Whether the session is over, so that no event is taken any more.
  bool ended() const { return state_.state() == v1::COACH_STATE_ENDED; }

  // When the session runs out, unless an event comes before.
  absl::Time expiry() const;

  // Why it ran out: SESSION_IDLE or SESSION_TOO_LONG.
  absl::Status Expired() const;

 private:
  absl::Status CheckOrder(const v1::CoachRequest& request);
  absl::StatusOr<v1::CoachResponse> Dispatch(const v1::CoachRequest& request);

  absl::StatusOr<v1::CoachResponse> OnStart(
      const v1::PlanSessionRequest& request);
  absl::StatusOr<v1::CoachResponse> OnResume(const v1::ResumeSession& event);
  v1::CoachResponse OnReady();
  v1::CoachResponse OnStepDone(int step_number);
  v1::CoachResponse OnPause();
  absl::StatusOr<v1::CoachResponse> OnSkip(const v1::Skip& event);
  absl::StatusOr<v1::CoachResponse> OnPain(const v1::PainReport& pain);
  absl::StatusOr<v1::CoachResponse> OnNewFindings(const v1::NewFindings& event);
  absl::StatusOr<v1::CoachResponse> OnStop();

  // Reactions to pain that ends nothing by itself.
  v1::CoachResponse OnIncreasing();
  v1::CoachResponse OnSettled();
  v1::CoachResponse OnStrong();
  v1::CoachResponse OnLimited(bool is_strong);
  v1::CoachResponse OnWarmUp(bool is_strong);
  v1::CoachResponse OnStrongAtCheckIn();
  // Leaves out from now on the area of the leg that the current step is about.
  void LeaveAreaOut();
  void LeaveOut(const v1::BodySite& site);
  // Does the technique of the current step with that pressure at most.
  void Ease(v1::PressureLevel firmest);
  // Does all that is left more gently. False: it is as gentle as can be.
  bool EaseAll();

  // Adds what was reported, and ends the session for `reason`.
  absl::StatusOr<v1::CoachResponse> EndWith(
      v1::SessionEndReason reason, const v1::Statement& text,
      const std::vector<v1::Observation>& observed);
  // The end for pain that does not settle.
  absl::StatusOr<v1::CoachResponse> EndUnsettled();

  // The end where nothing that was planned may be done any more.
  absl::StatusOr<v1::CoachResponse> NothingLeft(
      const std::vector<v1::Statement>& advice);
  // Pain that grew, and of which nobody has said that it settled.
  std::vector<v1::Observation> Unsettled() const;
  // What it waits for, or will once the questions of a resume are answered.
  v1::CoachState Awaited() const;

  // What the session began with, and what was reported since.
  v1::AssessRequest Known() const;
  // The same, assessed.
  absl::StatusOr<v1::Assessment> Reassess() const;
  // The plan of a session that goes on on this stream, and what to say of what
  // was not so before.
  absl::StatusOr<v1::CoachResponse> TakeUp(
      v1::Assessment assessment, const std::vector<v1::Statement>& advice);

  // Makes the route from the state, which says all of it.
  absl::Status FindRoute();
  // Takes over what the state says was left out or made milder.
  void ChangeRoute();
  // Counts the time since the last event towards the current step.
  void Tick();
  // Goes to the first open step behind `number`, or to the end.
  void GoBehind(int number);
  void Enter(int number);

  // The response to the current state; the end, if no step is left.
  v1::CoachResponse Cue();
  v1::CoachResponse Complete();
  v1::CoachResponse End(v1::SessionEndReason reason, const v1::Statement& text,
                        absl::optional<v1::Assessment> assessment);
  v1::SessionCheckPrompt CheckPrompt() const;
  absl::Status AddToken(v1::CoachResponse* response) const;

  const v1::SessionGuide& guide() const { return planner_->guide(); }

  const std::shared_ptr<const Planner> planner_;
  const ResumeTokens* const tokens_;
  const Clock clock_;
  EventRate rate_;
  session::CoachState state_;
  // Only while an event is answered: a plan is large, and events are rare.
  absl::optional<Route> route_;
  int64_t last_event_id_ = 0;
  absl::Time last_event_;
  absl::Time start_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_COACH_H_
