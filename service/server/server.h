#ifndef KNEAD_SERVICE_SERVER_SERVER_H_
#define KNEAD_SERVICE_SERVER_SERVER_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/call_once.h"
#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "service/catalog/page_token.h"
#include "service/rpc/health/health_service.h"
#include "service/rpc/last_reload.h"
#include "service/rpc/snapshot.h"
#include "service/rpc/transport/admission.h"
#include "service/rpc/transport/rpc_server.h"
#include "service/rpc/transport/service_table.h"
#include "service/server/admin_server.h"
#include "service/server/call_observer.h"
#include "service/server/content_reloader.h"
#include "service/server/file_watcher.h"
#include "service/server/limits.h"
#include "service/server/listener.h"
#include "service/server/metrics.h"
#include "service/server/options.h"
#include "service/server/overload_log.h"
#include "service/server/security.h"
#include "service/server/worker.h"
#include "service/session/resume_token.h"
#include "spdlog/logger.h"

namespace knead {

// What the process around a server is told of it. Called by threads of the
// server, which wait for it; must not call the server.
struct ServerHooks {
  // Whether it should be given calls: true at the end of Start(), false from
  // the beginning of Drain().
  std::function<void(bool ready)> ready = [](bool) {};

  // Around each reload, in turn. `content_revision` is what is served after it.
  std::function<void()> reload_begins = [] {};
  std::function<void(const std::string& content_revision)> reload_ends =
      [](const std::string&) {};
};

// The running service: content, methods, health, reflection, log. Thread-safe.
class Server {
 public:
  // Loads the content and starts to serve. INVALID_ARGUMENT: an option that
  // does not fit, or an authorisation policy with faults. NOT_FOUND,
  // PERMISSION_DENIED: a file that cannot be read. FAILED_PRECONDITION: content
  // or certificates that are refused. UNAVAILABLE: the address cannot be
  // listened on.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const ServerOptions& options, std::shared_ptr<spdlog::logger> log,
      ServerHooks hooks = {});

  ~Server();

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The addresses that it listens on, with the ports that were picked, and the
  // first of them; empty without a socket.
  std::vector<std::string> addresses() const;
  std::string address() const;

  // The connections of its sockets so far.
  ListenerCounters connections() const;

  // The calls and streams under way, and those that were refused.
  const rpc::Admission& admission() const { return rpc_server_->admission(); }

  // Where its admin port listens; empty without one.
  std::string admin_address() const;

  // `sha256:…` of the content that it serves.
  std::string content_revision() const;

  // A channel that needs no socket. It must not be used once the server drains
  // or goes.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // Reads the content, the certificates and the authorisation policy again, on
  // a thread of its own; returns at once. What cannot be used changes nothing:
  // the log says why, and of content GetContentInfo does as well. Files that
  // change are read again without being asked, too.
  void Reload();

  // Reads the certificates and the authorisation policy again before it
  // returns. The first fault; all of them are in the log.
  absl::Status ReloadSecurity() { return security_->Reload(); }

  // Whether it answers: over a new connection to its address, and a health
  // check within the process. Each has kSelfCheckTimeout. DEADLINE_EXCEEDED,
  // UNAVAILABLE, RESOURCE_EXHAUSTED: what is wrong. From Drain() on the answer
  // says nothing.
  absl::Status CheckSelf();

  // Says that it is not ready and NOT_SERVING to health checks, goes on serving
  // for the lame duck time, then takes no further calls and lets those under
  // way finish within the drain timeout. A second call waits for the first and
  // does nothing.
  void Drain();

 private:
  Server(const ServerOptions& options, std::shared_ptr<spdlog::logger> log,
         ServerHooks hooks, std::string page_token_key,
         ResumeTokens resume_tokens, absl::string_view content,
         std::shared_ptr<const rpc::Snapshot> snapshot);

  // What it answers.
  std::vector<rpc::ServiceTable> Services();
  // Adds what is counted elsewhere.
  void FillMetrics();
  // Adds when the certificate ends, with TLS.
  void ShowCertificate();
  // Adds the counters of the sockets.
  void ShowConnections();
  absl::Status StartAdmin(const std::string& address);

  // The half of CheckSelf() within the process.
  absl::Status CheckHealth();
  // Ends those that are under way, and lets none begin any more: no call within
  // the process may be started on a server that shuts down.
  void EndHealthChecks();

  void SetReady(bool ready);
  void RunReload();
  void MakeSearchReady();
  void NoteReload(const ContentReloader::Report& report);

  const absl::Duration lame_duck_;
  const absl::Duration drain_timeout_;
  // Empty: the content is built in.
  const std::string content_file_;
  const bool has_tls_;
  const Limits limits_;
  // Whether it has a socket.
  const bool listens_;
  const std::shared_ptr<spdlog::logger> log_;
  const ServerHooks hooks_;
  const PageTokens tokens_;
  const ResumeTokens resume_tokens_;
  rpc::CurrentSnapshot current_;
  rpc::LastReload last_reload_;
  rpc::HealthService health_;
  Metrics metrics_;
  CallObserver observer_;
  OverloadLog overload_log_;
  std::unique_ptr<Security> security_;
  absl::once_flag drained_;
  absl::Mutex health_checks_mutex_;
  bool may_check_health_ ABSL_GUARDED_BY(health_checks_mutex_) = true;
  // Those that are under way.
  absl::flat_hash_set<grpc::ClientContext*> health_checks_
      ABSL_GUARDED_BY(health_checks_mutex_);
  // Empty without a socket.
  std::unique_ptr<Listener> listener_;
  // Behind what it shows. Empty without an admin port.
  std::unique_ptr<AdminServer> admin_;
  // Behind what it uses, so that it goes first.
  std::unique_ptr<rpc::RpcServer> rpc_server_;

  // Reloads.
  ContentReloader content_reloader_;
  // Whether the next reload is one of everything.
  std::atomic<bool> everything_{false};
  // Behind all that a reload uses, and the watcher behind the worker.
  Worker reload_worker_;
  std::unique_ptr<FileWatcher> content_watcher_;
  // The server is about to go.
  absl::Notification ends_;
  // Makes the search index of the first content while the server already
  // answers; that of other content is part of its reload.
  Worker search_worker_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_SERVER_H_
