#ifndef KNEAD_CLIENT_CLI_COACH_SESSION_H_
#define KNEAD_CLIENT_CLI_COACH_SESSION_H_

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/cli/coach/command.h"
#include "client/cli/coach/link.h"
#include "client/cli/coach/reports.h"
#include "client/cli/coach/view.h"
#include "client/cli/library.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// How often a session in which nobody says anything says that it is still
// there; the service ends it after 10 minutes without an event.
inline constexpr absl::Duration kCoachKeepAlive = absl::Minutes(5);

// How long it does so. Who comes back later is asked what has come up.
inline constexpr absl::Duration kCoachAwayTime = absl::Minutes(30);

// What is to be known of a session once it is over.
struct SessionRecord {
  // The plan of a session that began.
  std::optional<v1::SessionPlan> plan;
  // All that was reported but pain.
  Reports findings;
  // What of it the service has not taken.
  Reports untaken_findings;
  // Pain that it has not taken.
  std::vector<v1::PainReport> untaken_pains;
};

// Leads a person through a session: turns what the view says they want, and the
// time that goes by, into events. What they report is not lost with a
// connection: it is kept until the service has taken it. Not thread-safe.
class CoachSession {
 public:
  using Clock = std::function<absl::Time()>;

  // Over the client of `library`. Both must outlive this object.
  CoachSession(CoachView& view, Library& library, Clock clock);

  // From its begin to its end: the response in the state ENDED. Otherwise why
  // it could not begin or go on; CANCELLED when somebody wants to leave and
  // does not wait for an end.
  absl::StatusOr<v1::CoachResponse> Run(const v1::PlanSessionRequest& request);

  const SessionRecord& record() const { return record_; }

 private:
  // The event that follows on `response`, once the person or the time says so;
  // first what they said before that.
  v1::CoachRequest NextEvent(const v1::CoachResponse& response);
  // The event that a wish is; nothing where it is none now.
  std::optional<v1::CoachRequest> EventOf(const CoachCommand& command,
                                          const v1::CoachResponse& response);
  std::optional<v1::CoachRequest> PainEvent(const std::string& text,
                                            const PainWords& said,
                                            bool is_required);
  // The same for what cannot be left open: who does not say it leaves.
  v1::CoachRequest RequiredPainEvent(const std::string& text);
  std::optional<v1::CoachRequest> FindingEvent();
  // What `ask` returns. The step does not go on while somebody has to think.
  std::optional<v1::CoachRequest> WhilePaused(
      const v1::CoachResponse& response,
      const std::function<std::optional<v1::CoachRequest>()>& ask);
  // The answer to a check, with what was not taken before.
  v1::CoachRequest CheckAnswer();
  // The end that the person wants, from now on. What was not taken goes before
  // it.
  v1::CoachRequest Leave();
  v1::CoachRequest StopEvent();
  // What was said before, and is to be sent now.
  v1::CoachRequest Dequeue();

  // What is to be done before the service has answered, and what is waited for.
  bool OnDelay(const CoachDelay& delay, absl::Duration duration);
  // Sends an event. Over a new connection, pain that was not taken goes first.
  absl::StatusOr<v1::CoachResponse> Send(const v1::CoachRequest& event);
  absl::StatusOr<v1::CoachResponse> SendOver(const v1::CoachRequest& event);
  // Keeps what `event` reports, and was not taken.
  void Keep(const v1::CoachRequest& event);
  // Records what was not taken, and will not be.
  void GiveUp();

  CoachView& view_;
  Library& library_;
  const Clock clock_;
  CoachLink link_;
  // Said in one go with what was sent last, and to be sent behind it.
  std::deque<v1::CoachRequest> queued_;
  bool wants_to_stop_ = false;
  // When something was last said or done.
  absl::Time heard_;
  // When the step that is shown is over.
  absl::Time until_;
  // Whether the last event was sent for no other reason than to stay connected.
  bool is_kept_alive_ = false;
  // What to do until the last event is answered.
  std::string advice_;
  // The last plan, and the assessment that it rests on.
  v1::PlanSessionResponse planned_;
  // What can come up.
  v1::SessionCheckPrompt check_;
  SessionRecord record_;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_SESSION_H_
