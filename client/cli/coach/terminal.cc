#include "client/cli/coach/terminal.h"

// Its functions, not its macros, some of which have names of ours.
#define NCURSES_NOMACROS 1
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"

namespace knead::cli {
namespace {

// How long a lone escape is waited for whether it begins a key.
constexpr int kEscapeDelayMs = 50;

// Waiting ends early for a signal, but time and again only when there is no
// terminal any more.
constexpr int kMostEarlyEnds = 20;

// Shorter waits may end early for no reason.
constexpr absl::Duration kLongWait = absl::Milliseconds(10);

// Handled here, and (the last ones) by ncurses.
constexpr int kEndingSignals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
constexpr int kFaultSignals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
constexpr int kNcursesSignals[] = {SIGTSTP, SIGWINCH};

// The signal that asked the process to end; 0: none did.
volatile sig_atomic_t ending_signal = 0;

// What a fault handler, which may do hardly anything, puts the terminal back
// with.
struct Original {
  termios settings;
  char reset[128];
  size_t reset_size = 0;
};
Original original;

// How the signals were handled before.
std::vector<std::pair<int, struct sigaction>>& handled_before =
    *new std::vector<std::pair<int, struct sigaction>>();

void OnEnding(int signal) { ending_signal = signal; }

void OnFault(int signal) {
  tcsetattr(STDIN_FILENO, TCSANOW, &original.settings);
  if (write(STDOUT_FILENO, original.reset, original.reset_size) < 0) {
    // Nothing can be done about it here.
  }
  // The handler was for one time only.
  raise(signal);
}

void RememberHandlers() {
  handled_before.clear();
  const auto remember = [](int signal) {
    struct sigaction action;
    sigaction(signal, nullptr, &action);
    handled_before.emplace_back(signal, action);
  };
  for (const int signal : kEndingSignals) remember(signal);
  for (const int signal : kFaultSignals) remember(signal);
  for (const int signal : kNcursesSignals) remember(signal);
}

void RestoreHandlers() {
  for (const auto& [signal, action] : handled_before) {
    sigaction(signal, &action, nullptr);
  }
}

// Handles `signal`, unless the process was told to ignore it.
void Handle(int signal, void (*handler)(int), int flags) {
  for (const auto& [number, before] : handled_before) {
    if (number == signal && before.sa_handler == SIG_IGN) return;
  }
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

// The sequences that make the terminal usual again, without padding.
void RememberReset() {
  original.reset_size = 0;
  for (const char* name : {"sgr0", "cnorm", "rmkx", "rmcup"}) {
    const char* sequence = tigetstr(name);
    if (sequence == nullptr || sequence == reinterpret_cast<char*>(-1)) {
      continue;
    }
    const size_t size = std::strlen(sequence);
    if (original.reset_size + size > sizeof(original.reset)) return;
    std::memcpy(original.reset + original.reset_size, sequence, size);
    original.reset_size += size;
  }
}

bool UseUnicode() {
  setlocale(LC_CTYPE, "");
  if (absl::string_view(nl_langinfo(CODESET)) == "UTF-8") return true;
  // Texts are UTF-8. A terminal whose locale nobody set most often is as well.
  return setlocale(LC_CTYPE, "C.UTF-8") != nullptr;
}

attr_t Attributes(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return A_NORMAL;
    case Tone::kQuiet:
      return A_DIM;
    default:
      return A_BOLD;
  }
}

short Colour(Tone tone) {
  switch (tone) {
    case Tone::kHeading:
      return COLOR_CYAN;
    case Tone::kGood:
      return COLOR_GREEN;
    case Tone::kCaution:
      return COLOR_YELLOW;
    case Tone::kDanger:
      return COLOR_RED;
    default:
      return 0;
  }
}

}  // namespace

std::unique_ptr<Terminal> Terminal::Open(bool colour) {
  if (tcgetattr(STDIN_FILENO, &original.settings) != 0) return nullptr;
  const bool unicode = UseUnicode();
  RememberHandlers();
  // newterm, unlike initscr, says when it fails.
  if (newterm(nullptr, stdout, stdin) == nullptr) return nullptr;
  auto terminal = std::unique_ptr<Terminal>(new Terminal(colour));
  terminal->has_unicode_ = unicode;
  return terminal;
}

Terminal::Terminal(bool colour) {
  RememberReset();
  ending_signal = 0;
  // Without SA_RESTART, so that waiting for a key ends.
  for (const int signal : kEndingSignals) Handle(signal, OnEnding, 0);
  for (const int signal : kFaultSignals) {
    Handle(signal, OnFault, static_cast<int>(SA_RESETHAND));
  }
  cbreak();
  noecho();
  keypad(stdscr, TRUE);
  set_escdelay(kEscapeDelayMs);
  curs_set(0);
  if (colour && start_color() == OK) {
    has_colour_ = use_default_colors() == OK;
    for (const short each :
         {COLOR_RED, COLOR_GREEN, COLOR_YELLOW, COLOR_CYAN}) {
      init_pair(each, each, -1);
    }
  }
}

Terminal::~Terminal() {
  endwin();
  delscreen(set_term(nullptr));
  RestoreHandlers();
}

int Terminal::TakeEndingSignal() {
  const int signal = ending_signal;
  ending_signal = 0;
  return signal;
}

int Terminal::rows() const { return getmaxy(stdscr); }
int Terminal::columns() const { return getmaxx(stdscr); }

void Terminal::Clear() {
  werase(stdscr);
  has_cursor_ = false;
}

void Terminal::Write(int row, int column, absl::string_view text, Tone tone) {
  if (row < 0 || row >= rows() || column >= columns()) return;
  std::string shown;
  int room = columns() - column;
  for (const char32_t point : CodePoints(text)) {
    const std::string one = Utf8(point);
    room -= DisplayWidth(one);
    if (room < 0) break;
    shown += one;
  }
  wattr_set(stdscr, Attributes(tone), has_colour_ ? Colour(tone) : short{0},
            nullptr);
  mvwaddstr(stdscr, row, column, shown.c_str());
  wattr_set(stdscr, A_NORMAL, 0, nullptr);
}

void Terminal::PlaceCursor(int row, int column) {
  has_cursor_ = true;
  wmove(stdscr, row, std::min(column, columns() - 1));
}

void Terminal::Refresh() {
  curs_set(has_cursor_ ? 1 : 0);
  wrefresh(stdscr);
}

int Terminal::Read(absl::Duration wait) {
  if (interrupted()) return kNoKey;
  // Rounded up: else the last millisecond would be spent looking again and
  // again.
  wtimeout(
      stdscr,
      static_cast<int>(std::clamp<int64_t>(
          absl::ToInt64Milliseconds(absl::Ceil(wait, absl::Milliseconds(1))), 0,
          60'000)));
  wint_t key = 0;
  const absl::Time begin = absl::Now();
  const int kind = wget_wch(stdscr, &key);
  if (kind == ERR) {
    const bool early = wait >= kLongWait && absl::Now() - begin < wait / 2;
    early_ends_ = early ? early_ends_ + 1 : 0;
    return kNoKey;
  }
  early_ends_ = 0;
  if (kind == KEY_CODE_YES) {
    switch (key) {
      case KEY_ENTER:
        return kEnter;
      case KEY_BACKSPACE:
      case KEY_DC:
        return kBackspace;
      case KEY_UP:
        return kUp;
      case KEY_DOWN:
        return kDown;
      case KEY_PPAGE:
        return kPageUp;
      case KEY_NPAGE:
        return kPageDown;
      case KEY_RESIZE:
        return kResized;
      default:
        return kNoKey;
    }
  }
  switch (key) {
    case '\n':
    case '\r':
      return kEnter;
    case 0x1b:
      return SkipSequence() ? kNoKey : kEscape;
    case 0x08:
    case 0x7f:
      return kBackspace;
    case 0x15:
      return kEraseLine;
    case 0x17:
      return kEraseWord;
    case 0x0c:
      // Another program may have written over it.
      clearok(stdscr, TRUE);
      return kResized;
    default:
      return static_cast<int>(key);
  }
}

bool Terminal::SkipSequence() {
  wtimeout(stdscr, 0);
  wint_t key = 0;
  if (wget_wch(stdscr, &key) == ERR) return false;
  if (key != '[' && key != 'O') return true;
  // Parameters, and one that is none.
  while (wget_wch(stdscr, &key) != ERR && (key < 0x40 || key > 0x7e)) continue;
  return true;
}

void Terminal::DiscardKeys() { flushinp(); }

void Terminal::Beep() { beep(); }

bool Terminal::interrupted() const {
  return ending_signal != 0 || early_ends_ > kMostEarlyEnds;
}

}  // namespace knead::cli
