#include "client/cli/process_environment.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <iostream>
#include <string>
#include <utility>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "client/cli/environment.h"

extern "C" char** environ;

namespace knead::cli {

Environment ProcessEnvironment() {
  Environment environment{std::cin, std::cout, std::cerr};
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
