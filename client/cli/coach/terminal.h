#ifndef KNEAD_CLIENT_CLI_COACH_TERMINAL_H_
#define KNEAD_CLIENT_CLI_COACH_TERMINAL_H_

#include <memory>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/cli/text/style.h"

namespace knead::cli {

// The terminal of the process as a screen of cells, by ncurses.
//
// However the process ends, the terminal is left as it was: by the destructor,
// and by handlers of the signals that end a process. A signal that asks the
// process to end (SIGINT, SIGTERM, SIGHUP, SIGQUIT) makes `interrupted` true;
// see TakeEndingSignal. A
// fault (SIGSEGV, SIGABRT, ...) resets the terminal at once.
//
// One at a time in a process. Not thread-safe.
class Terminal {
 public:
  // Null where the terminal cannot do it; nothing was changed then. Texts are
  // written in colour where the terminal has it and `colour` says so.
  static std::unique_ptr<Terminal> Open(bool colour);
  ~Terminal();

  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  // The signal that asked the process to end, once; 0: none did. To be raised
  // when there is nothing more to say, after the object was destroyed.
  static int TakeEndingSignal();

  int rows() const;
  int columns() const;

  // Whether it shows more than ASCII.
  bool has_unicode() const { return has_unicode_; }

  // Erases the whole screen, not yet to be seen.
  void Clear();
  // Writes `text`, UTF-8 that is printable, from a cell on; what does not fit
  // into the row is left out. Not yet to be seen.
  void Write(int row, int column, absl::string_view text,
             Tone tone = Tone::kPlain);
  // Where the cursor blinks; hidden unless that was said since Clear.
  void PlaceCursor(int row, int column);
  // Makes all of it be seen.
  void Refresh();

  // Keys beside characters.
  enum Key : int {
    kNoKey = -1,
    kEnter = 0x110000,
    kEscape,
    kBackspace,
    kUp,
    kDown,
    kPageUp,
    kPageDown,
    // Erase the whole line that is typed; its last word.
    kEraseLine,
    kEraseWord,
    // The screen has another size now.
    kResized,
  };

  // The next key: a Unicode code point or a Key; kNoKey when none came in time
  // or somebody wants to leave.
  int Read(absl::Duration wait);

  // Forgets the keys that were pressed and not yet read.
  void DiscardKeys();

  // Gives a sound, or whatever the terminal does instead.
  void Beep();

  // Whether a signal asked the process to end, or the terminal is gone.
  bool interrupted() const;

 private:
  explicit Terminal(bool colour);

  // Reads the rest of what an escape begins, unless that came alone: a key that
  // is not known must not be taken for others.
  bool SkipSequence();

  bool has_unicode_ = false;
  bool has_colour_ = false;
  bool has_cursor_ = false;
  // How often in a row nothing was read although there was time to wait.
  int early_ends_ = 0;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_COACH_TERMINAL_H_
