#include "tests/support/server_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "tests/support/own_connection.h"

namespace knead {
namespace {

constexpr absl::Duration kPollInterval = absl::Milliseconds(5);
// Long enough for the slowest machine, and less than a test may take.
constexpr absl::Duration kLongestWait = absl::Seconds(20);
constexpr absl::string_view kListening = "knead-server: listening on ";
constexpr absl::string_view kAdmin = "knead-server: admin on http://";
constexpr int kLogMode = 0600;

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

ServerProcess::ServerProcess(const std::vector<std::string>& flags,
                             const std::vector<std::string>& environment) {
  static std::atomic<int> count{0};
  const std::string base =
      absl::StrCat(::testing::TempDir(), "/server-", ::getpid(), "-", count++);
  output_path_ = base + ".out";
  errors_path_ = base + ".err";
  const char* program = std::getenv("KNEAD_SERVER");
  EXPECT_NE(program, nullptr) << "KNEAD_SERVER must name knead-server";
  if (program == nullptr) return;

  std::vector<std::string> arguments = {program};
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  std::vector<std::string> variables = environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    variables.emplace_back(*entry);
  }
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output_path_.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, kLogMode);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors_path_.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, kLogMode);
  const int error =
      posix_spawn(&pid_, program, &files, nullptr, Pointers(arguments).data(),
                  Pointers(variables).data());
  posix_spawn_file_actions_destroy(&files);
  EXPECT_EQ(error, 0) << "cannot start " << program;
  if (error != 0) pid_ = 0;
}

ServerProcess::~ServerProcess() {
  if (pid_ == 0 || Poll()) return;
  Signal(SIGKILL);
  Wait();
}

bool ServerProcess::Poll() {
  if (exit_.has_value() || pid_ == 0) return true;
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) != pid_) return false;
  exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return true;
}

std::string ServerProcess::AwaitAddress() { return AwaitLine(0, kListening); }

std::string ServerProcess::AwaitAdminAddress() { return AwaitLine(1, kAdmin); }

std::string ServerProcess::AwaitLine(int number, absl::string_view prefix) {
  while (true) {
    const bool ended = Poll();
    // Behind the last line's end stands one more piece, which is not whole.
    const std::vector<std::string> lines = absl::StrSplit(output(), '\n');
    if (static_cast<int>(lines.size()) > number + 1) {
      absl::string_view line = lines[static_cast<size_t>(number)];
      return absl::ConsumePrefix(&line, prefix) ? std::string(line) : "";
    }
    if (ended) return "";
    absl::SleepFor(kPollInterval);
  }
}

bool ServerProcess::AwaitLog(absl::string_view text) {
  while (true) {
    const bool ended = Poll();
    if (absl::StrContains(errors(), text)) return true;
    if (ended) return false;
    absl::SleepFor(kPollInterval);
  }
}

std::shared_ptr<grpc::Channel> ServerProcess::Connect() {
  return OwnConnection(AwaitAddress());
}

void ServerProcess::Signal(int signal) {
  if (!exit_.has_value() && pid_ != 0) ::kill(pid_, signal);
}

int ServerProcess::Wait() {
  const absl::Time deadline = absl::Now() + kLongestWait;
  while (!Poll()) {
    if (absl::Now() > deadline) Signal(SIGKILL);
    absl::SleepFor(kPollInterval);
  }
  return exit_.value_or(-1);
}

std::string ServerProcess::output() const { return Read(output_path_); }
std::string ServerProcess::errors() const { return Read(errors_path_); }

}  // namespace knead
