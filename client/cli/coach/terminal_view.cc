#include "client/cli/coach/terminal_view.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
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

// The first row of text.
constexpr int kTop = 2;

// From so many rows on there is room for empty ones.
constexpr int kAmpleRows = 20;

// The longest line that can be typed.
constexpr size_t kMostTyped = 200;

// Said in place of how to answer, where there is more to read.
constexpr char kReadOn[] = "There is more to read first: press enter. q stops.";

// Said in place of how to answer, to who does not want to.
constexpr char kHasToBeAnswered[] =
    "This has to be answered; q and enter stop the session.";

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
    case v1::COACH_STATE_PLANNED:
      keys.emplace_back("enter", "begin");
      break;
    default:
      keys.emplace_back("enter", "go on");
      break;
  }
  keys.emplace_back("h", "hurts");
  keys.emplace_back("n", "new sign");
  keys.emplace_back("q", "stop");
  keys.emplace_back("?", "keys");
  const auto join = [&](const char* left, const char* right, const char* gap) {
    return absl::StrJoin(keys, gap, [&](std::string* out, const auto& key) {
      absl::StrAppend(out, left, key.first, right, key.second);
    });
  };
  std::string text = join("[", "] ", "  ");
  return DisplayWidth(text) <= width ? text : join("", "=", " ");
}

// What a key wishes; nothing where it is not one of those.
std::optional<CoachCommand> CommandOf(int key, v1::CoachState state) {
  // With Caps Lock on, too.
  if (key >= 'A' && key <= 'Z') key += 'a' - 'A';
  switch (key) {
    case ' ':
    case 'p':
      return CoachCommand{state == v1::COACH_STATE_RUNNING ? CoachWish::kPause
                                                           : CoachWish::kReady};
    case Terminal::kEnter:
      return CoachCommand{CoachWish::kReady};
    case 'd':
      return CoachCommand{CoachWish::kDone};
    case 's':
      return CoachCommand{CoachWish::kSkip};
    case 't':
      return CoachCommand{CoachWish::kSkip, v1::SKIP_SCOPE_TECHNIQUE};
    case 'a':
      return CoachCommand{CoachWish::kSkip, v1::SKIP_SCOPE_BLOCK};
    case 'h':
      return CoachCommand{CoachWish::kHurts};
    case 'n':
      return CoachCommand{CoachWish::kNew};
    case 'q':
      return CoachCommand{CoachWish::kStop};
    default:
      return std::nullopt;
  }
}

std::string ToUtf8(const std::u32string& points) {
  std::string text;
  for (const char32_t point : points) text += Utf8(point);
  return text;
}

// The end of a text, as much as fits.
std::string Tail(absl::string_view text, int width) {
  const std::vector<char32_t> points = CodePoints(text);
  std::string tail;
  for (auto point = points.rbegin(); point != points.rend(); ++point) {
    std::string more = absl::StrCat(Utf8(*point), tail);
    if (DisplayWidth(more) > width) break;
    tail = std::move(more);
  }
  return tail;
}

bool IsOneOf(absl::string_view text, const std::vector<std::string>& words) {
  return absl::c_linear_search(
      words, absl::AsciiStrToLower(absl::StripAsciiWhitespace(text)));
}

// Changes the line that is typed as the key says.
void Edit(int key, std::u32string& typed) {
  switch (key) {
    case Terminal::kBackspace:
      if (!typed.empty()) typed.pop_back();
      return;
    case Terminal::kEraseLine:
      typed.clear();
      return;
    case Terminal::kEraseWord:
      while (!typed.empty() && typed.back() == ' ') typed.pop_back();
      while (!typed.empty() && typed.back() != ' ') typed.pop_back();
      return;
    default:
      if (key >= ' ' && key < Terminal::kEnter && typed.size() < kMostTyped) {
        typed.push_back(key);
      }
      return;
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
  if (shows_keys_) AddRows("", kCoachKeys, Tone::kQuiet, rows);
  if (!told_.empty()) AddRows("", told_, Tone::kCaution, rows);
  for (const ScreenText& text : texts_) {
    if (!text.is_bullet && !rows.empty()) rows.push_back({});
    AddRows(text.is_bullet ? "- " : "", text.text, text.tone, rows);
  }
  return rows;
}

std::vector<TerminalCoachView::Row> TerminalCoachView::QuestionRows(
    const CoachQuestion& question, int& asked_at) const {
  std::vector<Row> rows;
  if (response_.state() == v1::COACH_STATE_CHECK_IN) {
    // The step is a question by itself, and says what to look at.
    rows = StepRows();
    rows.push_back({});
  }
  const std::string told = rows.empty() ? told_ : "";
  asked_at = static_cast<int>(rows.size());
  for (const std::string& text : {told, question.help}) {
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
  const int room = std::max(1, bottom - kTop);
  // A row is seen twice, so that nobody loses the thread.
  page_ = std::max(1, room - 1);
  most_scroll_ = std::max(0, static_cast<int>(body.size()) - room);
  scroll_ = std::clamp(scroll_, 0, most_scroll_);
  for (int i = 0; i < room && i + scroll_ < static_cast<int>(body.size());
       ++i) {
    const Row& row = body[i + scroll_];
    terminal_.Write(kTop + i, 1, row.text, row.tone);
  }
  const std::string more =
      most_scroll_ == 0
          ? ""
          : absl::StrCat(scroll_ > 0 ? "up " : "",
                         scroll_ < most_scroll_ ? "down " : "", "for more");
  const int left = TextWidth() - DisplayWidth(more);
  terminal_.Write(0, 1, WrapText(PositionText(response_), left - 1).front(),
                  Tone::kHeading);
  terminal_.Write(0, 1 + left, more, Tone::kQuiet);
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

bool TerminalCoachView::BeginScreen() {
  terminal_.Clear();
  if (terminal_.rows() >= kFewestRows &&
      terminal_.columns() >= kFewestColumns) {
    return true;
  }
  terminal_.Write(0, 0, kTooSmall, Tone::kCaution);
  terminal_.Refresh();
  return false;
}

void TerminalCoachView::DrawStep(absl::Time now) {
  if (!BeginScreen()) return;
  const int footer = DrawFooter(now);
  DrawBody(StepRows(), footer - 1);
  terminal_.Refresh();
}

int TerminalCoachView::DrawFooter(absl::Time now) {
  const int rows = terminal_.rows();
  int row = rows;
  const auto write = [&](absl::string_view text, Tone tone) {
    const std::vector<std::string> lines =
        WrapText(Printable(text), TextWidth());
    row -= static_cast<int>(lines.size());
    for (size_t i = 0; i < lines.size(); ++i) {
      terminal_.Write(row + static_cast<int>(i), 1, lines[i], tone);
    }
  };
  write(KeysText(response_, TextWidth()), Tone::kLabel);
  if (response_.state() == v1::COACH_STATE_PLANNED) return row;
  if (rows >= kAmpleRows) --row;
  const std::string next = NextText(response_);
  if (!next.empty()) write(next, Tone::kQuiet);
  absl::Duration left = ToDuration(response_.remaining());
  if (until_ != absl::InfiniteFuture()) left = until_ - now;
  left = std::max(left, absl::ZeroDuration());
  const absl::Duration step = ToDuration(response_.step().duration());
  const absl::Duration whole = ToDuration(response_.progress().duration());
  const absl::Duration gone =
      std::min(whole, ToDuration(response_.progress().time_done()) +
                          std::max(absl::ZeroDuration(), step - left));
  DrawBar(--row, "Session", Share(gone, whole), whole - gone);
  if (response_.step().kind() != v1::SESSION_STEP_KIND_SETTLE) {
    DrawBar(--row, "Step", 1 - Share(left, step), left);
  }
  return row;
}

bool TerminalCoachView::Scrolls(int key) {
  switch (key) {
    case Terminal::kUp:
      --scroll_;
      return true;
    case Terminal::kDown:
      ++scroll_;
      return true;
    case Terminal::kPageUp:
      scroll_ -= page_;
      return true;
    case Terminal::kPageDown:
      scroll_ += page_;
      return true;
    default:
      return false;
  }
}

void TerminalCoachView::Show(const v1::CoachResponse& response,
                             absl::Time until) {
  response_ = response;
  until_ = until;
  shows_keys_ = false;
  whole_read_.clear();
  texts_ = ScreenTexts(response, library_);
  scroll_ = 0;
}

void TerminalCoachView::Tell(absl::string_view text) {
  told_ = std::string(text);
}

CoachCommand TerminalCoachView::Next(absl::Time until) {
  if (kept_.has_value()) return *std::exchange(kept_, std::nullopt);
  absl::Time looked = absl::Now();
  while (true) {
    const absl::Time now = absl::Now();
    if (now - looked > kAway && response_.state() == v1::COACH_STATE_RUNNING) {
      return CoachCommand{CoachWish::kPause};
    }
    looked = now;
    if (terminal_.interrupted()) return CoachCommand{CoachWish::kStop};
    if (now >= until) {
      if (now >= until_) terminal_.Beep();
      told_.clear();
      return CoachCommand{CoachWish::kTimeUp};
    }
    DrawStep(now);
    const int key = terminal_.Read(std::min(kTick, until - now));
    if (Scrolls(key)) continue;
    if (key == '?' || key == Terminal::kEscape) {
      shows_keys_ = key == '?' && !shows_keys_;
      scroll_ = 0;
    }
    const std::optional<CoachCommand> command =
        CommandOf(key, response_.state());
    if (!command.has_value()) continue;
    told_.clear();
    return *command;
  }
}

std::optional<std::string> TerminalCoachView::Ask(
    const CoachQuestion& question) {
  std::u32string typed;
  // A key that was meant for the screen before is no answer.
  terminal_.DiscardKeys();
  int asked_at;
  QuestionRows(question, asked_at);
  bool escaped = false;
  // The question is seen, even where not all fits.
  scroll_ = asked_at;
  while (!terminal_.interrupted()) {
    if (!BeginScreen()) {
      terminal_.Read(absl::Seconds(1));
      continue;
    }
    const int rows = terminal_.rows();
    const std::vector<Row> body = QuestionRows(question, asked_at);
    std::vector<std::string> hint =
        WrapText(escaped ? kHasToBeAnswered : question.hint, TextWidth());
    const int top = rows - 1 - static_cast<int>(hint.size());
    DrawBody(body, top - 1);
    if (scroll_ == most_scroll_) whole_read_ = question.text;
    const std::string text = ToUtf8(typed);
    const bool reads_on = question.is_read_whole &&
                          whole_read_ != question.text &&
                          !IsOneOf(text, question.unread_answers);
    if (reads_on) hint = WrapText(kReadOn, TextWidth());
    for (size_t i = 0; i < hint.size(); ++i) {
      terminal_.Write(top + static_cast<int>(i), 1, hint[i], Tone::kQuiet);
    }
    const std::string line = Tail(absl::StrCat("> ", text), TextWidth() - 1);
    terminal_.Write(rows - 1, 1, line, Tone::kLabel);
    terminal_.PlaceCursor(rows - 1, 1 + DisplayWidth(line));
    terminal_.Refresh();
    const int key = terminal_.Read(absl::Seconds(1));
    if (Scrolls(key)) continue;
    if (key == Terminal::kEnter) {
      if (reads_on) {
        scroll_ += page_;
        continue;
      }
      told_.clear();
      return text;
    }
    if (key == Terminal::kEscape) {
      if (!question.is_required) break;
      escaped = true;
      continue;
    }
    if (key != Terminal::kNoKey) escaped = false;
    Edit(key, typed);
  }
  return std::nullopt;
}

bool TerminalCoachView::Wait(const CoachWait& wait, absl::Duration duration) {
  const absl::Time until = absl::Now() + duration;
  if (wait.advice.empty() && wait.text.empty()) {
    absl::SleepFor(duration);
    return !terminal_.interrupted();
  }
  do {
    if (!BeginScreen()) {
      terminal_.Read(std::min(kTick, until - absl::Now()));
      continue;
    }
    std::vector<Row> rows;
    for (const auto& [text, tone] : {std::pair(wait.advice, Tone::kDanger),
                                     std::pair(wait.text, Tone::kCaution),
                                     std::pair(wait.detail, Tone::kPlain)}) {
      if (text.empty()) continue;
      AddRows("", text, tone, rows);
      rows.push_back({});
    }
    scroll_ = 0;
    DrawBody(rows, terminal_.rows() - 1);
    terminal_.Write(terminal_.rows() - 1, 1, "[q] stop", Tone::kLabel);
    terminal_.Refresh();
    const int key = terminal_.Read(std::min(kTick, until - absl::Now()));
    const std::optional<CoachCommand> command =
        CommandOf(key, response_.state());
    if (!command.has_value()) continue;
    if (command->wish == CoachWish::kStop) return false;
    if (command->wish == CoachWish::kHurts ||
        command->wish == CoachWish::kNew) {
      kept_ = command;
    }
  } while (!terminal_.interrupted() && absl::Now() < until);
  return !terminal_.interrupted();
}

}  // namespace knead::cli
