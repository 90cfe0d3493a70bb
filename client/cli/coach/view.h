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
  // Whether it has to be answered.
  bool is_required = false;
  // Whether it has to be read to its end before it is answered.
  bool is_read_whole = false;
  // Answers that it need not be read for, in lower case.
  std::vector<std::string> unread_answers;
};

// What to do until it is known what a report means.
inline constexpr char kHandsAway[] =
    "Stop, and take your hands away, until it is known what this means.";

// Something that keeps a person waiting.
struct CoachWait {
  // Whether the connection broke.
  bool is_broken = false;
  // What to do meanwhile. May be empty.
  std::string advice;
  // What is waited for. Empty: nothing that is worth a word yet.
  std::string text;
  // What is to know about it and changes with time. May be empty.
  std::string detail;
};

// What a person sees of a coached session, and steers it with. Not thread-safe.
class CoachView {
 public:
  virtual ~CoachView() = default;

  // Shows where the session stands. `until` is when the step's time is over;
  // the infinite future where it has none.
  virtual void Show(const v1::CoachResponse& response, absl::Time until) = 0;

  // Says something beside it.
  virtual void Tell(absl::string_view text) = 0;

  // Waits for what the person wants; kTimeUp at `until`.
  virtual CoachCommand Next(absl::Time until) = 0;

  // Asks. What was typed before the question was there is no answer to it, but
  // for the lines of a script, unless all of the question is to be read.
  // Nothing: the person does not want to answer, which they must if that is
  // required, or there is no more input.
  virtual std::optional<std::string> Ask(const CoachQuestion& question) = 0;

  // Waits so long, and says what for. False, at once: somebody wants to leave.
  virtual bool Wait(const CoachWait& wait, absl::Duration duration) = 0;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_VIEW_H_
