#include "client/cli/process_environment.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <iostream>
#include <limits>
#include <string>
#include <utility>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/cli/environment.h"

extern "C" char** environ;

namespace knead::cli {

namespace {

// Waits for standard input, which std::cin may have read ahead of.
bool WaitForStandardInput(absl::Time until) {
  if (std::cin.rdbuf()->in_avail() != 0) return true;
  pollfd input = {STDIN_FILENO, POLLIN, 0};
  while (true) {
    const absl::Duration left =
        std::max(until - absl::Now(), absl::ZeroDuration());
    const int64_t milliseconds =
        absl::ToInt64Milliseconds(absl::Ceil(left, absl::Milliseconds(1)));
    const int ready = poll(&input, 1,
                           static_cast<int>(std::min<int64_t>(
                               milliseconds, std::numeric_limits<int>::max())));
    // What cannot be waited for is to be read.
    if (ready > 0 || (ready < 0 && errno != EINTR)) return true;
    if (absl::Now() >= until) return false;
  }
}

}  // namespace

Environment ProcessEnvironment() {
  // Otherwise nobody can tell what std::cin has read ahead.
  std::ios::sync_with_stdio(false);
  Environment environment{std::cin, std::cout, std::cerr};
  environment.wait_for_input = WaitForStandardInput;
  environment.in_is_terminal = isatty(STDIN_FILENO) == 1;
  environment.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
    environment.terminal_width = size.ws_col;
  }
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(*variable, absl::MaxSplits('=', 1));
    environment.variables.emplace(parts.first, parts.second);
  }
  return environment;
}

}  // namespace knead::cli
