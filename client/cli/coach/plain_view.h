#ifndef KNEAD_CLIENT_CLI_COACH_PLAIN_VIEW_H_
#define KNEAD_CLIENT_CLI_COACH_PLAIN_VIEW_H_

#include <deque>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/cli/coach/command.h"
#include "client/cli/coach/view.h"
#include "client/cli/environment.h"
#include "client/cli/library.h"
#include "client/cli/text/text_page.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// How long to wait for a connection for somebody whose input is at its end.
inline constexpr absl::Duration kPatienceWithoutInput = absl::Seconds(30);

// A session as text, one line after the other, steered by lines of text: for
// pipes, and for terminals that can do no more. See ParseCoachCommand. The end
// of the input stops the session.
class PlainCoachView : public CoachView {
 public:
  // All must outlive this object.
  PlainCoachView(const Environment& environment, TextPage& page,
                 Library& library)
      : environment_(environment), page_(page), library_(library) {}

  void Show(const v1::CoachResponse& response, absl::Time until) override;
  void Tell(absl::string_view text) override;
  CoachCommand Next(absl::Time until) override;
  std::optional<std::string> Ask(const CoachQuestion& question) override;
  // What is typed meanwhile is kept, in order; a wish to stop is heard, unless
  // a script has other things to say first.
  bool Wait(const CoachWait& wait, absl::Duration duration) override;

 private:
  // Whether there is a line, or the end of the input, at most until then.
  bool HasInput(absl::Time until) const;
  // Keeps the lines that come until then.
  void KeepLines(absl::Time until);
  // The next line, of those that were kept first if these count. Nothing at the
  // end of the input.
  std::optional<std::string> ReadLine(bool takes_kept);

  const Environment& environment_;
  TextPage& page_;
  Library& library_;
  // Lines that were read while nobody asked for them: wishes.
  std::deque<std::string> kept_;
  // What was said last that is waited for, and since when it is.
  CoachWait waited_;
  absl::Time waiting_since_;
  // The step that was shown in full last.
  int shown_step_ = 0;
  v1::CoachState shown_state_ = v1::COACH_STATE_UNSPECIFIED;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_PLAIN_VIEW_H_
