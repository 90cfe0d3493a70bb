#include "client/cli/coach/terminal_view.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/cli/coach/command.h"
#include "client/cli/coach/screen_text.h"
#include "client/cli/coach/terminal.h"
#include "client/cli/coach/view.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"
#include "client/cli/text/wrap.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

// How often the bars move.
constexpr absl::Duration kTick = absl::Milliseconds(250);

// A gap between two looks at the clock that no busy machine makes.
constexpr absl::Duration kAway = absl::Seconds(5);

// The first row of text, and the rows below the text of a step.
constexpr int kTop = 2;
constexpr int kStepRows = 6;

// The longest line that can be typed.
constexpr size_t kMostTyped = 200;

// What to do about a window that is too small.
constexpr char kTooSmall[] = "Make the window larger.";

// The keys that do something now.
std::string KeysText(const v1::CoachResponse& response, int width) {
  std::vector<std::pair<std::string, std::string>> keys;
  const bool settles = response.step().kind() == v1::SESSION_STEP_KIND_SETTLE;
  switch (response.state()) {
    case v1::COACH_STATE_RUNNING:
      if (settles) keys.emplace_back("enter", "go on");
      keys.emplace_back("space", "pause");
      if (!settles) keys.emplace_back("d", "done");
      keys.emplace_back("s", "skip");
      break;
    case v1::COACH_STATE_PAUSED:
      keys.emplace_back("space", "go on");
      keys.emplace_back("s", "skip");
      break;
    default:
      keys.emplace_back("enter", "go on");
      break;
  }
  keys.emplace_back("h", "it hurts");
  keys.emplace_back("n", "something new");
  keys.emplace_back("q", "stop");
  const auto join = [&](const char* left, const char* right, const char* gap) {
    return absl::StrJoin(keys, gap, [&](std::string* out, const auto& key) {
      absl::StrAppend(out, left, key.first, right, key.second);
    });
  };
  std::string text = join("[", "] ", "  ");
  return DisplayWidth(text) <= width ? text : join("", "=", " ");
}

// What a key wishes; nothing where it is not one of those.
std::optional<CoachWish> WishOf(int key, v1::CoachState state) {
  // With Caps Lock on, too.
  if (key >= 'A' && key <= 'Z') key += 'a' - 'A';
  switch (key) {
    case ' ':
    case 'p':
      return state == v1::COACH_STATE_RUNNING ? CoachWish::kPause
                                              : CoachWish::kReady;
    case Terminal::kEnter:
      return CoachWish::kReady;
    case 'd':
      return CoachWish::kDone;
    case 's':
      return CoachWish::kSkip;
    case 'h':
      return CoachWish::kHurts;
    case 'n':
      return CoachWish::kNew;
    case 'q':
      return CoachWish::kStop;
    default:
      return std::nullopt;
  }
}

double Share(absl::Duration part, absl::Duration whole) {
  if (whole <= absl::ZeroDuration()) return 1;
  return std::clamp(absl::FDivDuration(part, whole), 0.0, 1.0);
}

}  // namespace

int TerminalCoachView::TextWidth() const {
  return std::min(terminal_.columns() - 2, kWidestScreenText);
}

void TerminalCoachView::AddRows(absl::string_view marker,
                                absl::string_view text, Tone tone,
                                std::vector<Row>& rows) const {
  const int hang = DisplayWidth(marker);
  bool first = true;
  for (const std::string& line :
       WrapText(Printable(text), TextWidth() - hang)) {
    rows.push_back(
        {absl::StrCat(first ? std::string(marker) : std::string(hang, ' '),
                      line),
         tone});
    first = false;
  }
}

std::vector<TerminalCoachView::Row> TerminalCoachView::StepRows() const {
  std::vector<Row> rows;
  if (!told_.empty()) AddRows("", told_, Tone::kCaution, rows);
  for (const ScreenText& text : texts_) {
    if (!text.is_bullet && !rows.empty()) rows.push_back({});
    AddRows(text.is_bullet ? "- " : "", text.text, text.tone, rows);
  }
  return rows;
}

std::vector<TerminalCoachView::Row> TerminalCoachView::QuestionRows(
    const CoachQuestion& question) const {
  std::vector<Row> rows;
  if (response_.state() == v1::COACH_STATE_CHECK_IN) {
    // The step is a question by itself, and says what to look at.
    rows = StepRows();
    rows.push_back({});
  }
  for (const std::string& text :
       {rows.empty() ? told_ : std::string(), question.help}) {
    if (text.empty()) continue;
    AddRows("", text, Tone::kCaution, rows);
    rows.push_back({});
  }
  AddRows("", question.text, Tone::kTitle, rows);
  for (const auto& [marker, text] : question.choices) {
    AddRows(
        absl::StrCat(std::string(4 - std::min<size_t>(3, marker.size()), ' '),
                     marker, "  "),
        text, Tone::kPlain, rows);
  }
  return rows;
}

void TerminalCoachView::DrawBody(const std::vector<Row>& body, int bottom) {
  terminal_.Write(0, 1, PositionText(response_), Tone::kHeading);
  const int room = std::max(1, bottom - kTop);
  most_scroll_ = std::max(0, static_cast<int>(body.size()) - room);
  scroll_ = std::clamp(scroll_, 0, most_scroll_);
  for (int i = 0; i < room && i + scroll_ < static_cast<int>(body.size());
       ++i) {
    const Row& row = body[i + scroll_];
    terminal_.Write(kTop + i, 1, row.text, row.tone);
  }
  if (most_scroll_ > 0) {
    const std::string more =
        absl::StrCat(scroll_ > 0 ? "up " : "",
                     scroll_ < most_scroll_ ? "down " : "", "for more");
    terminal_.Write(0, std::max(1, 1 + TextWidth() - DisplayWidth(more)), more,
                    Tone::kQuiet);
  }
}

void TerminalCoachView::DrawBar(int row, absl::string_view label, double done,
                                absl::Duration left) {
  const std::string time = absl::StrCat(ClockText(left), " left");
  constexpr int kLabel = 9;
  const int width = std::max(4, TextWidth() - kLabel - DisplayWidth(time) - 1);
  const int filled = static_cast<int>(done * width);
  const absl::string_view full = terminal_.has_unicode() ? "█" : "#";
  const absl::string_view empty = terminal_.has_unicode() ? "░" : ".";
  std::string bar;
  for (int i = 0; i < width; ++i)
    absl::StrAppend(&bar, i < filled ? full : empty);
  terminal_.Write(row, 1, label, Tone::kLabel);
  terminal_.Write(row, 1 + kLabel, bar, Tone::kGood);
  terminal_.Write(row, 1 + kLabel + width + 1, time);
}

void TerminalCoachView::DrawStep(absl::Time now) {
  terminal_.Clear();
  const int rows = terminal_.rows();
  if (rows < kFewestRows || terminal_.columns() < kFewestColumns) {
    terminal_.Write(0, 0, kTooSmall, Tone::kCaution);
    terminal_.Refresh();
    return;
  }
  DrawBody(StepRows(), rows - kStepRows);
  if (response_.state() == v1::COACH_STATE_PLANNED) {
    terminal_.Write(rows - 1, 1, "[enter] begin  [q] stop", Tone::kLabel);
    terminal_.Refresh();
    return;
  }
  absl::Duration left = ToDuration(response_.remaining());
  if (until_ != absl::InfiniteFuture()) left = until_ - now;
  left = std::max(left, absl::ZeroDuration());
  const absl::Duration step = ToDuration(response_.step().duration());
  const absl::Duration whole = ToDuration(response_.progress().duration());
  const absl::Duration gone =
      std::min(whole, ToDuration(response_.progress().time_done()) +
                          std::max(absl::ZeroDuration(), step - left));
  DrawBar(rows - 5, "Step", 1 - Share(left, step), left);
  DrawBar(rows - 4, "Session", Share(gone, whole), whole - gone);
  terminal_.Write(rows - 3, 1, Printable(NextText(response_)), Tone::kQuiet);
  const std::string keys = KeysText(response_, TextWidth());
  const std::vector<std::string> lines = WrapText(keys, TextWidth());
  const int count = static_cast<int>(lines.size());
  for (int i = 0; i < count; ++i) {
    terminal_.Write(rows - count + i, 1, lines[i], Tone::kLabel);
  }
  terminal_.Refresh();
}

bool TerminalCoachView::Scrolls(int key) {
  if (key == Terminal::kUp) --scroll_;
  if (key == Terminal::kDown) ++scroll_;
  return key == Terminal::kUp || key == Terminal::kDown;
}

void TerminalCoachView::Show(const v1::CoachResponse& response,
                             absl::Time until) {
  response_ = response;
  until_ = until;
  texts_ = ScreenTexts(response, library_);
  scroll_ = 0;
}

void TerminalCoachView::Tell(absl::string_view text) {
  told_ = std::string(text);
}

CoachCommand TerminalCoachView::Next(absl::Time until) {
  absl::Time looked = absl::Now();
  while (true) {
    const absl::Time now = absl::Now();
    if (now - looked > kAway && response_.state() == v1::COACH_STATE_RUNNING) {
      return CoachCommand{CoachWish::kPause};
    }
    looked = now;
    if (terminal_.interrupted()) return CoachCommand{CoachWish::kStop};
    if (now >= until) return CoachCommand{CoachWish::kTimeUp};
    DrawStep(now);
    const int key = terminal_.Read(std::min(kTick, until - now));
    if (Scrolls(key)) continue;
    const std::optional<CoachWish> wish = WishOf(key, response_.state());
    if (!wish.has_value()) continue;
    told_.clear();
    return CoachCommand{*wish};
  }
}

std::optional<std::string> TerminalCoachView::Ask(
    const CoachQuestion& question) {
  std::u32string typed;
  scroll_ = 0;
  while (!terminal_.interrupted()) {
    terminal_.Clear();
    const int rows = terminal_.rows();
    const std::vector<std::string> hint = WrapText(question.hint, TextWidth());
    const int top = rows - 1 - static_cast<int>(hint.size());
    DrawBody(QuestionRows(question), top - 1);
    for (size_t i = 0; i < hint.size(); ++i) {
      terminal_.Write(top + static_cast<int>(i), 1, hint[i], Tone::kQuiet);
    }
    std::string text;
    for (const char32_t point : typed) text += Utf8(point);
    const std::string line = absl::StrCat("> ", text);
    terminal_.Write(rows - 1, 1, line, Tone::kLabel);
    terminal_.PlaceCursor(rows - 1, 1 + DisplayWidth(line));
    terminal_.Refresh();
    const int key = terminal_.Read(absl::Seconds(1));
    if (Scrolls(key)) continue;
    if (key == Terminal::kEscape) break;
    if (key == Terminal::kEnter) {
      told_.clear();
      return text;
    }
    if (key == Terminal::kBackspace) {
      if (!typed.empty()) typed.pop_back();
    } else if (key >= ' ' && key < Terminal::kEnter &&
               typed.size() < kMostTyped) {
      typed.push_back(key);
    }
  }
  return std::nullopt;
}

bool TerminalCoachView::Pause(absl::Duration duration) {
  if (duration > absl::ZeroDuration()) {
    terminal_.Clear();
    DrawBody({{kTryingAgain, Tone::kCaution}}, terminal_.rows());
    terminal_.Refresh();
  }
  const absl::Time until = absl::Now() + duration;
  while (!terminal_.interrupted() && absl::Now() < until) {
    absl::SleepFor(std::min(kTick, until - absl::Now()));
  }
  return !terminal_.interrupted();
}

}  // namespace knead::cli
