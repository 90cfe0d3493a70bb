#include "client/cli/coach/plain_view.h"

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/cli/coach/command.h"
#include "client/cli/coach/screen_text.h"
#include "client/cli/coach/view.h"
#include "client/cli/text/style.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

void PlainCoachView::Show(const v1::CoachResponse& response, absl::Time until) {
  page_.Gap();
  if (response.state() == shown_state_ &&
      response.step().number() == shown_step_) {
    for (const v1::Statement& statement : response.says()) {
      page_.Paragraph(statement.text(), Tone::kTitle);
    }
  } else {
    page_.Heading(PositionText(response));
    bool first = true;
    for (const ScreenText& text : ScreenTexts(response, library_)) {
      if (text.is_bullet) {
        page_.Bullet(text.text);
      } else {
        if (!first) page_.Gap();
        page_.Paragraph(text.text, text.tone);
      }
      first = false;
    }
  }
  shown_state_ = response.state();
  shown_step_ = response.step().number();
  if (until != absl::InfiniteFuture()) {
    page_.Labelled("Time", ClockText(ToDuration(response.remaining())));
  }
  page_.Paragraph(NextText(response), Tone::kQuiet);
  if (response.state() == v1::COACH_STATE_PLANNED) {
    page_.Gap();
    page_.Labelled("You can say", kCoachCommands);
  }
}

void PlainCoachView::Tell(absl::string_view text) {
  page_.Gap();
  page_.Paragraph(text, Tone::kCaution);
}

std::optional<std::string> PlainCoachView::ReadLine() {
  std::string line;
  if (!std::getline(environment_.in, line)) return std::nullopt;
  if (!environment_.in_is_terminal) page_.Typed(line);
  return line;
}

CoachCommand PlainCoachView::Next(absl::Time until) {
  while (true) {
    page_.Prompt();
    if (environment_.wait_for_input != nullptr &&
        !environment_.wait_for_input(until)) {
      page_.Typed("");
      return CoachCommand{CoachWish::kTimeUp};
    }
    const std::optional<std::string> line = ReadLine();
    if (!line.has_value()) {
      page_.Typed("");
      return CoachCommand{CoachWish::kStop};
    }
    const absl::StatusOr<CoachCommand> parsed = ParseCoachCommand(*line);
    if (parsed.ok()) return *parsed;
    page_.Paragraph(parsed.status().message(), Tone::kCaution);
  }
}

std::optional<std::string> PlainCoachView::Ask(const CoachQuestion& question) {
  page_.Gap();
  page_.Paragraph(question.help, Tone::kCaution);
  page_.Paragraph(question.text, Tone::kTitle);
  for (const auto& [marker, text] : question.choices) {
    page_.Choice(marker, text);
  }
  page_.Paragraph(absl::StrCat("(", question.hint, ")"), Tone::kQuiet);
  page_.Prompt();
  std::optional<std::string> line = ReadLine();
  if (!line.has_value()) page_.Typed("");
  return line;
}

bool PlainCoachView::Pause(absl::Duration duration) {
  if (duration > absl::ZeroDuration()) {
    Tell(kTryingAgain);
    absl::SleepFor(duration);
  }
  return true;
}

}  // namespace knead::cli
