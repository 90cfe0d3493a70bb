// knead-server: serves the knead.v1 protocol.

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/stubs/logging.h"
#include "grpc/support/log.h"
#include "service/server/flags.h"
#include "service/server/grpc_log.h"
#include "service/server/limits.h"
#include "service/server/log.h"
#include "service/server/memory_trimmer.h"
#include "service/server/notifier.h"
#include "service/server/options.h"
#include "service/server/server.h"
#include "service/server/watchdog.h"
#include "service/triage/version.h"
#include "spdlog/spdlog.h"

namespace {

// Exit codes.
constexpr int kStopped = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;
// Of a second signal: this and its number, as a shell shows the end by a
// signal.
constexpr int kBySignal = 128;

int Fail(const absl::Status& status) {
  std::cerr << "knead-server: " << status.message() << "\n";
  return absl::IsInvalidArgument(status) ? kUsage : kFailed;
}

// Signals that end the server.
sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// Those and the one that reloads it. Blocked in every thread, so that main
// alone takes them.
sigset_t AllSignals() {
  sigset_t signals = StopSignals();
  sigaddset(&signals, SIGHUP);
  return signals;
}

// gRPC's own log can hold what callers send, at its most verbose level even
// whole messages. Only the place of an error gets through. gRPC takes a plain
// function, so it finds the log where spdlog keeps it, and what has been said
// before in a static object. Its threads may log until the process ends.
void LogPlaceOfError(gpr_log_func_args* entry) {
  static knead::GrpcLog& grpc_log = *new knead::GrpcLog();
  if (entry->severity != GPR_LOG_SEVERITY_ERROR) return;
  grpc_log.Error(entry->file, entry->line, *spdlog::default_logger_raw());
}

// Tells the service manager of what happens to the server.
knead::ServerHooks HooksOf(knead::Notifier* notifier) {
  knead::ServerHooks hooks;
  hooks.ready = [notifier](bool ready) {
    if (!ready) notifier->Stopping();
  };
  hooks.reload_begins = [notifier] { notifier->Reloading(); };
  hooks.reload_ends = [notifier](const std::string& content_revision) {
    notifier->Ready(absl::StrCat("Serving ", content_revision));
  };
  return hooks;
}

// Starts it if the service manager wants one.
std::unique_ptr<knead::Watchdog> MakeWatchdog(knead::Server* server,
                                              knead::Notifier* notifier,
                                              spdlog::logger* log) {
  const auto time = knead::WatchdogTime();
  if (!time.has_value()) return nullptr;
  knead::Watchdog::Callbacks callbacks;
  callbacks.check = [server] { return server->CheckSelf(); };
  callbacks.feed = [notifier] { notifier->Alive(); };
  callbacks.failed = [log](const absl::Status& status) {
    log->error(R"("event":"self_check_failed","message":{})",
               knead::JsonString(status.message()));
  };
  // Twice in each time, as sd_watchdog_enabled(3) asks for.
  auto watchdog =
      std::make_unique<knead::Watchdog>(*time / 2, std::move(callbacks));
  watchdog->Start();
  return watchdog;
}

// Reloads the server on SIGHUP until a signal asks it to stop, and returns
// that.
int AwaitStop(knead::Server* server, const sigset_t& signals) {
  while (true) {
    int signal = 0;
    sigwait(&signals, &signal);
    if (signal != SIGHUP) return signal;
    server->Reload();
  }
}

// From here on a signal ends the process at once. Its default action would not
// do: the kernel leaves it out for the first process of a container.
void EndAtNextSignal() {
  std::thread([] {
    const sigset_t signals = StopSignals();
    int signal = 0;
    sigwait(&signals, &signal);
    _exit(kBySignal + signal);
  }).detach();
}

void SayWhereItListens(const knead::Server& server) {
  for (const std::string& address : server.addresses()) {
    std::cout << "knead-server: listening on " << address << "\n";
  }
  if (const std::string admin = server.admin_address(); !admin.empty()) {
    std::cout << "knead-server: admin on http://" << admin << "\n";
  }
  std::cout << std::flush;
}

int Serve(const knead::ServerOptions& options) {
  const sigset_t signals = AllSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  auto log = knead::MakeLog(options.log_level);
  if (!log.ok()) return Fail(log.status());
  spdlog::set_default_logger(*log);
  gpr_set_log_function(LogPlaceOfError);
  knead::Notifier notifier(knead::SendToServiceManager);
  auto started = knead::Server::Start(options, *log, HooksOf(&notifier));
  if (!started.ok()) return Fail(started.status());
  knead::Server& server = **started;
  SayWhereItListens(server);
  (*log)->info(
      R"("event":"serving","address":{},"admin_address":{},"content_revision":"{}","engine_version":"{}")",
      knead::JsonString(absl::StrJoin(server.addresses(), " ")),
      knead::JsonString(server.admin_address()), server.content_revision(),
      std::string(knead::kEngineVersion));
  notifier.Ready(absl::StrCat("Serving ", server.content_revision()));
  const auto watchdog = MakeWatchdog(&server, &notifier, log->get());
  const knead::MemoryTrimmer trimmer(knead::kTrimInterval, knead::TrimMemory);
  const int signal = AwaitStop(&server, signals);
  (*log)->info(R"("event":"draining","signal":{})", signal);
  EndAtNextSignal();
  if (watchdog != nullptr) watchdog->StopChecking();
  server.Drain();
  (*log)->info(R"("event":"stopped")");
  (*log)->flush();
  return kStopped;
}

}  // namespace

int main(int argc, char** argv) {
  // Would let gRPC write requests to standard error, and with them what they
  // say about people.
  unsetenv("GRPC_TRACE");
  // The log of the process is the service's own.
  google::protobuf::SetLogHandler(nullptr);
  // Debian's Abseil is built with its checks: gRPC's mutexes would keep a
  // record of the order in which they are locked, up to a tenth of
  // the instructions of a call.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  // A reader of the log that goes away must not end the process.
  std::signal(SIGPIPE, SIG_IGN);
  knead::ServerOptions options;
  CLI::App app(
      "Serves the knead.v1 protocol: lookups and assessments for self-massage "
      "of a painful knee.\n"
      "SIGTERM or SIGINT drains it and ends it; a second one ends it at once. "
      "SIGHUP reloads its files.\n"
      "Exit codes: 0 stopped, 1 could not serve, 2 usage, 128 and the number "
      "of the signal after a second one.",
      "knead-server");
  knead::AddFlags(&app, &options);
  app.set_version_flag("--version", std::string(knead::kEngineVersion));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kStopped : kUsage;
  }
  if (options.listen.empty()) {
    return Fail(absl::InvalidArgumentError(
        "--listen: want HOST:PORT such as 127.0.0.1:8980"));
  }
  return Serve(options);
}
