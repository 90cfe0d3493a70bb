#ifndef KNEAD_CLIENT_CLI_COACH_LINK_H_
#define KNEAD_CLIENT_CLI_COACH_LINK_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "client/client.h"
#include "client/coach_stream.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// How long an answer may take before the connection counts as broken.
inline constexpr absl::Duration kCoachAnswerTimeout = absl::Seconds(15);

// How often a broken session is resumed before it is given up, and how long to
// wait before the second time; each further wait is twice as long.
inline constexpr int kCoachResumeAttempts = 4;
inline constexpr absl::Duration kCoachResumePause = absl::Seconds(1);

// A session that outlives its connection: when that breaks, it is taken up over
// another one. Not thread-safe.
class CoachLink {
 public:
  // Waits so long; false: somebody wants to leave, so do not wait for anything.
  using Pause = std::function<bool(absl::Duration)>;

  CoachLink(Client client, Pause pause);

  // Sends `event` and returns its answer. Where the connection broke, the
  // answer is that of the resumed session instead, in the state CHECKING,
  // `broken` says why, and the event was not taken: send it again once the
  // check is answered.
  //
  // Errors: those of the first event; and for later ones, why the session could
  // not be resumed. CANCELLED: somebody wants to leave.
  absl::StatusOr<v1::CoachResponse> Send(const v1::CoachRequest& event);

  // Why the connection broke within the last Send; OK if it did not.
  const absl::Status& broken() const { return broken_; }

 private:
  // One event over the stream that is open.
  absl::StatusOr<v1::CoachResponse> Exchange(const v1::CoachRequest& event);
  absl::StatusOr<v1::CoachResponse> ExchangeOverNew(
      const v1::CoachRequest& event);
  absl::StatusOr<v1::CoachResponse> Resume();

  const Client client_;
  const Pause pause_;
  std::unique_ptr<CoachStream> stream_;
  std::string token_;
  absl::Status broken_;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_LINK_H_
