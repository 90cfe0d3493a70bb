#ifndef KNEAD_SERVICE_SERVER_SERVER_H_
#define KNEAD_SERVICE_SERVER_SERVER_H_

#include <memory>
#include <string>

#include "absl/base/call_once.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "service/catalog/page_token.h"
#include "service/rpc/health/health_service.h"
#include "service/rpc/snapshot.h"
#include "service/rpc/transport/rpc_server.h"
#include "service/server/options.h"
#include "service/server/security.h"
#include "service/session/resume_token.h"
#include "spdlog/logger.h"

namespace knead {

// The running service: content, methods, health, reflection, log. Thread-safe.
class Server {
 public:
  // Loads the content and starts to serve. INVALID_ARGUMENT: an option that
  // does not fit, or an authorisation policy with faults. NOT_FOUND,
  // PERMISSION_DENIED: a file that cannot be read. FAILED_PRECONDITION: content
  // or certificates that are refused. UNAVAILABLE: the address cannot be
  // listened on.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const ServerOptions& options, std::shared_ptr<spdlog::logger> log);

  ~Server();

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The address that it listens on, with the port that was picked; empty
  // without a socket.
  const std::string& address() const { return address_; }

  // `sha256:…` of the content that it serves.
  std::string content_revision() const;

  // A channel that needs no socket. It must not be used once the server drains
  // or goes.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // Reads the certificates and the authorisation policy again, also when they
  // have not changed. With an error, which is in the log, too, what was read
  // before goes on.
  absl::Status ReloadSecurity() { return security_->Reload(); }

  // Says NOT_SERVING to health checks, goes on serving for the lame duck time,
  // then takes no further calls and lets those under way finish within the
  // drain timeout. A second call waits for the first and does nothing.
  void Drain();

 private:
  Server(const ServerOptions& options, std::shared_ptr<spdlog::logger> log,
         std::string page_token_key, ResumeTokens resume_tokens,
         std::shared_ptr<const rpc::Snapshot> snapshot);

  const absl::Duration lame_duck_;
  const absl::Duration drain_timeout_;
  const std::shared_ptr<spdlog::logger> log_;
  const PageTokens tokens_;
  const ResumeTokens resume_tokens_;
  rpc::CurrentSnapshot current_;
  rpc::HealthService health_;
  std::string address_;
  std::unique_ptr<Security> security_;
  absl::once_flag drained_;
  // Behind what it uses, so that it goes first.
  std::unique_ptr<rpc::RpcServer> rpc_server_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_SERVER_H_
