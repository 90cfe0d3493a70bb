#include "client/cli/coach/plain_view.h"

#include <optional>
#include <string>
#include <utility>

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
  waited_ = CoachWait();
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

bool PlainCoachView::HasInput(absl::Time until) const {
  return !kept_.empty() || environment_.wait_for_input == nullptr ||
         environment_.wait_for_input(until);
}

void PlainCoachView::KeepLines(absl::Time until) {
  if (environment_.wait_for_input == nullptr) return;
  std::string line;
  while (!environment_.in.fail() && environment_.wait_for_input(until) &&
         std::getline(environment_.in, line)) {
    kept_.push_back(line);
  }
}

std::optional<std::string> PlainCoachView::ReadLine(bool takes_kept) {
  std::string line;
  if (takes_kept && !kept_.empty()) {
    line = std::move(kept_.front());
    kept_.pop_front();
  } else if (!std::getline(environment_.in, line)) {
    return std::nullopt;
  }
  if (!environment_.in_is_terminal) page_.Typed(line);
  return line;
}

CoachCommand PlainCoachView::Next(absl::Time until) {
  while (true) {
    page_.Prompt();
    if (!HasInput(until)) {
      page_.Typed("");
      return CoachCommand{CoachWish::kTimeUp};
    }
    const std::optional<std::string> line = ReadLine(/*takes_kept=*/true);
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
  const bool is_script = !environment_.in_is_terminal;
  const bool takes_kept = is_script && !question.is_read_whole;
  if (!takes_kept) KeepLines(absl::Now());
  page_.Gap();
  page_.Paragraph(question.help, Tone::kCaution);
  page_.Paragraph(question.text, Tone::kTitle);
  for (const auto& [marker, text] : question.choices) {
    page_.Choice(marker, text);
  }
  page_.Paragraph(absl::StrCat("(", question.hint, ")"), Tone::kQuiet);
  page_.Prompt();
  std::optional<std::string> line = ReadLine(takes_kept);
  if (!line.has_value()) page_.Typed("");
  return line;
}

bool PlainCoachView::Wait(const CoachWait& wait, absl::Duration duration) {
  const absl::Time now = absl::Now();
  if (wait.advice != waited_.advice && !wait.advice.empty()) {
    page_.Gap();
    page_.Paragraph(wait.advice, Tone::kDanger);
  }
  if (wait.text != waited_.text && !wait.text.empty()) {
    Tell(wait.text);
    page_.Paragraph(wait.detail, Tone::kQuiet);
    environment_.out.flush();
    waiting_since_ = now;
  }
  waited_ = wait;
  const absl::Time until = now + duration;
  const bool heeds = environment_.in_is_terminal || wait.is_broken;
  if (wait.text.empty() || !heeds || environment_.wait_for_input == nullptr) {
    absl::SleepFor(duration);
    return true;
  }
  const size_t kept_before = kept_.size();
  KeepLines(until);
  for (size_t i = kept_before; i < kept_.size(); ++i) {
    const absl::StatusOr<CoachCommand> command = ParseCoachCommand(kept_[i]);
    const bool stops = command.ok() && command->wish == CoachWish::kStop;
    // Lines of a script are taken one after the other.
    if (stops && (environment_.in_is_terminal || i == 0)) return false;
  }
  absl::SleepFor(until - absl::Now());
  return !environment_.in.fail() || !kept_.empty() ||
         absl::Now() - waiting_since_ < kPatienceWithoutInput;
}

}  // namespace knead::cli
