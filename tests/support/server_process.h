#ifndef KNEAD_TESTS_SUPPORT_SERVER_PROCESS_H_
#define KNEAD_TESTS_SUPPORT_SERVER_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grpcpp/channel.h"

namespace knead {

// A knead-server process of its own. The program is the one that the
// environment variable KNEAD_SERVER names. What it writes goes to files of the
// test, so that it never waits for a reader. Killed with the object if it still
// runs.
class ServerProcess {
 public:
  // Starts it with `flags` as they are, and `environment` (`NAME=value`) beside
  // the test's own.
  explicit ServerProcess(const std::vector<std::string>& flags,
                         const std::vector<std::string>& environment = {});
  ~ServerProcess();

  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // Waits until it says where it listens, and returns the address; empty when
  // it ended without that.
  std::string AwaitAddress();

  // The address of its admin port, which it says next; empty when it has none.
  std::string AwaitAdminAddress();

  // Waits until the standard error holds `text`. False when the process ended
  // before that.
  bool AwaitLog(absl::string_view text);

  // A connection of its own to the address; see AwaitAddress().
  std::shared_ptr<grpc::Channel> Connect();

  // Of the process.
  pid_t pid() const { return pid_; }

  // Sends a signal.
  void Signal(int signal);

  // Waits for the end. The exit code, or minus the number of the signal that
  // ended it: SIGKILL when it had not ended by itself after a long time.
  int Wait();

  // What it has written so far.
  std::string output() const;
  std::string errors() const;

  // The file that holds its standard error.
  const std::string& errors_path() const { return errors_path_; }

 private:
  // True if it has ended.
  bool Poll();
  // The line `number` of what it says, from 0, without `prefix`; empty if it is
  // another one, or the process ended without it.
  std::string AwaitLine(int number, absl::string_view prefix);

  std::string output_path_;
  std::string errors_path_;
  pid_t pid_ = 0;
  std::optional<int> exit_;
};

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_SERVER_PROCESS_H_
