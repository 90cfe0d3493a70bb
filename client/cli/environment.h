#ifndef KNEAD_CLIENT_CLI_ENVIRONMENT_H_
#define KNEAD_CLIENT_CLI_ENVIRONMENT_H_

#include <functional>
#include <istream>
#include <map>
#include <memory>
#include <ostream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/connection.h"

namespace knead::cli {

// What the `knead` command sees of the world around it. The streams must
// outlive it.
struct Environment {
  // Answers of an interview, and a case read with `--case -`.
  std::istream& in;
  // The answer.
  std::ostream& out;
  // Errors and hints.
  std::ostream& err;

  // Whether `in` is a terminal, which shows what is typed. What is read from
  // anything else is repeated beside the question, so that a transcript is
  // whole.
  bool in_is_terminal = false;
  // Whether `out` is a terminal.
  bool out_is_terminal = false;
  // How many columns that terminal has; 0 when it is not known.
  int terminal_width = 0;

  // Environment variables. Heeded: KNEAD_SERVER (the server, when --server is
  // not given), NO_COLOR (no colour when set to anything but nothing) and TERM
  // (no colour when `dumb`).
  std::map<std::string, std::string> variables = {};

  // Waits until `in` has something to read or has ended, at most until then;
  // false: the time is up. Null: `in` never lets anybody wait.
  std::function<bool(absl::Time until)> wait_for_input = nullptr;

  // The time of day.
  std::function<absl::Time()> clock = absl::Now;

  // Starts the server within this process that answers when no other is named,
  // and connects to it. Called at most once. The connection keeps the server
  // alive. Null: there is none, and a server has to be named.
  std::function<absl::StatusOr<std::shared_ptr<Connection>>()> embedded =
      nullptr;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_ENVIRONMENT_H_
