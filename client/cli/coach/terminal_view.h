#ifndef KNEAD_CLIENT_CLI_COACH_TERMINAL_VIEW_H_
#define KNEAD_CLIENT_CLI_COACH_TERMINAL_VIEW_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/cli/coach/command.h"
#include "client/cli/coach/screen_text.h"
#include "client/cli/coach/terminal.h"
#include "client/cli/coach/view.h"
#include "client/cli/library.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// The smallest screen that it makes sense on.
inline constexpr int kFewestRows = 12;
inline constexpr int kFewestColumns = 30;

// The widest that text is set.
inline constexpr int kWidestScreenText = 80;

// A session as a screen: what to do now, bars for the step and for the session,
// and single keys. A break in which the process did not run, such as a
// suspended one, counts as a wish to pause.
class TerminalCoachView : public CoachView {
 public:
  // Both must outlive this object.
  TerminalCoachView(Terminal& terminal, Library& library)
      : terminal_(terminal), library_(library) {}

  void Show(const v1::CoachResponse& response, absl::Time until) override;
  void Tell(absl::string_view text) override;
  CoachCommand Next(absl::Time until) override;
  std::optional<std::string> Ask(const CoachQuestion& question) override;
  bool Wait(const CoachWait& wait, absl::Duration duration) override;

 private:
  // One row of text.
  struct Row {
    std::string text;
    Tone tone = Tone::kPlain;
  };

  int TextWidth() const;
  // `text` in rows behind `marker`.
  void AddRows(absl::string_view marker, absl::string_view text, Tone tone,
               std::vector<Row>& rows) const;
  std::vector<Row> StepRows() const;
  // The rows of the question, of which `asked_at` is its first; what stands
  // above it is there for it.
  std::vector<Row> QuestionRows(const CoachQuestion& question,
                                int& asked_at) const;

  // Draws the heading and `body`, from the scroll position on, above the rows
  // from `bottom` on.
  void DrawBody(const std::vector<Row>& body, int bottom);
  // Erases the screen; false where it is too small for anything but saying so.
  bool BeginScreen();
  void DrawStep(absl::Time now);
  // Draws bars, what comes next and the keys; returns the row they begin at.
  int DrawFooter(absl::Time now);
  void DrawBar(int row, absl::string_view label, double done,
               absl::Duration left);
  // Scrolls if the key says so.
  bool Scrolls(int key);

  Terminal& terminal_;
  Library& library_;
  v1::CoachResponse response_;
  absl::Time until_;
  std::vector<ScreenText> texts_;
  std::string told_;
  bool shows_keys_ = false;
  // The question that was read to its end last.
  std::string whole_read_;
  // What was wished while nobody could hear it.
  std::optional<CoachCommand> kept_;
  int scroll_ = 0;
  int most_scroll_ = 0;
  int page_ = 1;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_TERMINAL_VIEW_H_
