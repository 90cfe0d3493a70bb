#ifndef KNEAD_CLIENT_CLI_COACH_LINK_H_
#define KNEAD_CLIENT_CLI_COACH_LINK_H_

#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/client.h"
#include "client/coach_stream.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// How long an answer may take before the connection counts as broken.
inline constexpr absl::Duration kCoachAnswerTimeout = absl::Seconds(10);

// How long to wait after an attempt to resume a session before the next one.
inline constexpr absl::Duration kCoachResumePause = absl::Seconds(2);

// How long after its last answer a session can be resumed; so long is it tried
// (see SessionService.Coach).
inline constexpr absl::Duration kCoachResumeTime = absl::Minutes(15);

// Events are held back so that there are no more than these in such a time: the
// service takes some more than that (see SessionService.Coach), which is left
// to those that are not held back: strong pain, new findings and a stop.
inline constexpr int kMostCoachEvents = 20;
inline constexpr absl::Duration kCoachEventsTime = absl::Seconds(2);

// From here on pain is not worked through, whatever the service will say; nor
// is pain of any kind but the dull one.
inline constexpr int kPainToLetGo = 4;
inline bool IsPainToLetGo(const v1::PainReport& pain) {
  return pain.quality() != v1::PAIN_QUALITY_DULL ||
         pain.intensity() >= kPainToLetGo;
}

// Why somebody has to wait.
struct CoachDelay {
  // Whether the connection broke. Otherwise an answer is waited for.
  bool is_broken = false;
  // Since the event for which somebody waits was sent.
  absl::Duration waited;
  // Until when the session can be resumed, where the connection broke.
  absl::Time resumable_until = absl::InfiniteFuture();
};

// A session that outlives its connection: when that breaks, it is taken up over
// another one. Not thread-safe.
class CoachLink {
 public:
  // Waits so long, which may be no time at all; false: somebody wants to leave,
  // so do not wait for anything.
  using Wait = std::function<bool(const CoachDelay&, absl::Duration)>;
  using Clock = std::function<absl::Time()>;

  CoachLink(Client client, Wait wait, Clock clock);
  ~CoachLink();

  // Sends `event` and returns its answer. Where the connection broke, the
  // answer is that of the resumed session instead, in the state CHECKING,
  // `broken` says why, and the event was not taken: send it again once the
  // check is answered.
  //
  // Errors: those of the first event; and for later ones, why the session could
  // not be resumed. CANCELLED: somebody wants to leave.
  absl::StatusOr<v1::CoachResponse> Send(const v1::CoachRequest& event);

  // Sends an event whose answer nobody needs, and does not wait for it. The
  // next Send notices if it got none. Does nothing while another one is under
  // way.
  void Post(const v1::CoachRequest& event);

  // Why the connection broke within the last Send; OK if it did not.
  const absl::Status& broken() const { return broken_; }

 private:
  // Waits until the service takes one more event, unless this one cannot wait;
  // false: somebody wants to leave.
  bool AwaitTurn(const v1::CoachRequest& event);
  void Count();
  // One event over the stream that is open.
  absl::StatusOr<v1::CoachResponse> Exchange(const v1::CoachRequest& event);
  void Begin(const v1::CoachRequest& event);
  absl::StatusOr<v1::CoachResponse> Await();
  void ReadNext();
  // Ends the stream that is open, if one is.
  void Drop();
  absl::StatusOr<v1::CoachResponse> ExchangeOverNew(
      const v1::CoachRequest& event);
  absl::StatusOr<v1::CoachResponse> Resume();
  // False once somebody wants to leave.
  bool WaitFor(absl::Duration duration);

  const Client client_;
  const Wait wait_;
  const Clock clock_;
  std::unique_ptr<CoachStream> stream_;
  // Whether the last event was sent, and the next answer. A read is always
  // under way: somebody has to look after the connection, which else would be
  // taken for dead.
  std::future<bool> written_;
  std::future<std::optional<v1::CoachResponse>> answer_;
  // Whether an event is under way whose answer nobody has waited for.
  bool is_posted_ = false;
  // When the last events were sent.
  std::deque<absl::Time> sent_;
  std::string token_;
  absl::Time answered_;
  // Since when somebody has had to wait for the answer to the event.
  absl::Time since_;
  absl::Status broken_;
  bool has_left_ = false;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_LINK_H_
