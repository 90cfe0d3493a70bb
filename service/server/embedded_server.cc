#include "service/server/embedded_server.h"

#include <utility>

#include "service/server/log.h"
#include "service/server/options.h"
#include "service/server/server.h"

namespace knead {

absl::StatusOr<std::shared_ptr<grpc::Channel>> StartEmbeddedServer() {
  ServerOptions options;
  options.listen.clear();
  options.threads = 1;
  options.lame_duck = absl::ZeroDuration();
  options.drain_timeout = absl::ZeroDuration();
  options.log_level = "off";
  absl::StatusOr<std::shared_ptr<spdlog::logger>> log =
      MakeLog(options.log_level);
  if (!log.ok()) return log.status();
  absl::StatusOr<std::unique_ptr<Server>> started =
      Server::Start(options, *std::move(log));
  if (!started.ok()) return started.status();
  std::shared_ptr<Server> server = *std::move(started);
  std::shared_ptr<grpc::Channel> channel = server->InProcessChannel();
  // One object owns both: the channel goes first, then the server.
  struct Both {
    std::shared_ptr<Server> server;
    std::shared_ptr<grpc::Channel> channel;
  };
  auto both =
      std::make_shared<Both>(Both{std::move(server), std::move(channel)});
  return std::shared_ptr<grpc::Channel>(both, both->channel.get());
}

}  // namespace knead
