// knead-server: serves the knead.v1 protocol.

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/stubs/logging.h"
#include "grpc/support/log.h"
#include "service/server/flags.h"
#include "service/server/log.h"
#include "service/server/options.h"
#include "service/server/server.h"
#include "service/triage/version.h"
#include "spdlog/spdlog.h"

namespace {

// Exit codes.
constexpr int kStopped = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;

int Fail(const absl::Status& status) {
  std::cerr << "knead-server: " << status.message() << "\n";
  return absl::IsInvalidArgument(status) ? kUsage : kFailed;
}

// Signals that end the server. Blocked in every thread, so that main alone
// takes them.
sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

// gRPC's own log can hold what callers send, at its most verbose level even
// whole messages. Only the place of an error gets through. gRPC takes a plain
// function, so it finds the log where spdlog keeps it.
void LogPlaceOfError(gpr_log_func_args* entry) {
  if (entry->severity != GPR_LOG_SEVERITY_ERROR) return;
  spdlog::error(R"("event":"grpc","place":"{}:{}")", entry->file, entry->line);
}

int Serve(const knead::ServerOptions& options) {
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  auto log = knead::MakeLog(options.log_level);
  if (!log.ok()) return Fail(log.status());
  spdlog::set_default_logger(*log);
  gpr_set_log_function(LogPlaceOfError);
  auto server = knead::Server::Start(options, *log);
  if (!server.ok()) return Fail(server.status());
  std::cout << "knead-server: listening on " << (*server)->address() << "\n";
  if (const std::string admin = (*server)->admin_address(); !admin.empty()) {
    std::cout << "knead-server: admin on http://" << admin << "\n";
  }
  std::cout << std::flush;
  (*log)->info(
      R"("event":"serving","address":{},"admin_address":{},"content_revision":"{}","engine_version":"{}")",
      knead::JsonString((*server)->address()),
      knead::JsonString((*server)->admin_address()),
      (*server)->content_revision(), std::string(knead::kEngineVersion));
  int signal = 0;
  sigwait(&signals, &signal);
  (*log)->info(R"("event":"draining","signal":{})", signal);
  // A second signal ends the process at once.
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  (*server)->Drain();
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
  // A reader of the log that goes away must not end the process.
  std::signal(SIGPIPE, SIG_IGN);
  knead::ServerOptions options;
  CLI::App app(
      "Serves the knead.v1 protocol: lookups and assessments for self-massage "
      "of a painful knee.\n"
      "SIGTERM or SIGINT drains it and ends it; a second one ends it at once.\n"
      "Exit codes: 0 stopped, 1 could not serve, 2 usage.",
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
