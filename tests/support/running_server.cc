#include "tests/support/running_server.h"

#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "service/server/log.h"

namespace knead {
namespace {

// The value, or the end of the test's process.
template <typename Value>
Value OrDie(absl::StatusOr<Value> value) {
  if (!value.ok()) {
    std::cerr << value.status() << "\n";
    std::abort();
  }
  return *std::move(value);
}

std::unique_ptr<Server> Start(const ServerOptions& options) {
  return OrDie(Server::Start(options, OrDie(MakeLog(options.log_level))));
}

}  // namespace

ServerOptions TestOptions() {
  ServerOptions options;
  options.listen = {"127.0.0.1:0"};
  options.admin_listen = "";
  options.log_level = "off";
  // Nobody is to be turned elsewhere.
  options.lame_duck = absl::ZeroDuration();
  return options;
}

RunningServer::RunningServer(const ServerOptions& options)
    : server_(Start(options)),
      channel_(grpc::CreateChannel(server_->address(),
                                   grpc::InsecureChannelCredentials())) {}

std::unique_ptr<RunningServer> ServerWithLimits(
    const std::function<void(Limits&)>& set) {
  ServerOptions options = TestOptions();
  options.threads = 1;
  options.drain_timeout = absl::ZeroDuration();
  set(options.limits);
  return std::make_unique<RunningServer>(options);
}

RunningServer& SharedServer() {
  static RunningServer& server = *new RunningServer();
  return server;
}

}  // namespace knead
