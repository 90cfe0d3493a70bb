#ifndef KNEAD_CLIENT_CLI_COACH_VIEW_H_
#define KNEAD_CLIENT_CLI_COACH_VIEW_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/cli/coach/command.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// Something to be answered by a line of text.
struct CoachQuestion {
  // What is asked.
  std::string text;
  // What to know about it. May be empty.
  std::string help;
  // What to choose from: what to type, and what it means. May be empty.
  std::vector<std::pair<std::string, std::string>> choices;
  // How to answer.
  std::string hint;
};

// What a person sees of a coached session, and steers it with. Not thread-safe.
class CoachView {
 public:
  // Said while it waits for the connection.
  static constexpr char kTryingAgain[] =
      "The connection was lost. Trying again ...";

  virtual ~CoachView() = default;

  // Shows where the session stands. `until` is when the step's time is over;
  // the infinite future where it has none.
  virtual void Show(const v1::CoachResponse& response, absl::Time until) = 0;

  // Says something beside it.
  virtual void Tell(absl::string_view text) = 0;

  // Waits for what the person wants; kTimeUp at `until`.
  virtual CoachCommand Next(absl::Time until) = 0;

  // Asks. Nothing: the person does not want to answer, or there is no more
  // input.
  virtual std::optional<std::string> Ask(const CoachQuestion& question) = 0;

  // Waits so long for the connection to come back. False, at once: somebody
  // wants to leave.
  virtual bool Pause(absl::Duration duration) = 0;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_VIEW_H_
