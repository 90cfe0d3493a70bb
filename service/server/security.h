#ifndef KNEAD_SERVICE_SERVER_SECURITY_H_
#define KNEAD_SERVICE_SERVER_SECURITY_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "grpcpp/security/server_credentials.h"
#include "service/rpc/transport/call_context.h"
#include "service/server/authorization.h"
#include "service/server/authorization_policy.h"
#include "service/server/file_watcher.h"
#include "service/server/metrics.h"
#include "service/server/options.h"
#include "service/server/tls_credentials.h"
#include "spdlog/logger.h"

namespace knead {

// Who may connect to a server, and who may call what: its certificates and its
// authorisation policy. Both are read again when their files change, when
// Reload() is called, and from time to time while they cannot be used, since a
// certificate that does not hold yet will. What cannot be used is told in the
// log, and what was read before goes on. Thread-safe.
class Security {
 public:
  // Reads the files that `options` name, and watches them. `methods` are all of
  // the server's, as "/package.Service/Method". Errors are those of
  // ReadTlsFiles and ParseAuthorizationPolicy, and NOT_FOUND,
  // PERMISSION_DENIED or another code of the system. `metrics` must outlive
  // this object.
  static absl::StatusOr<std::unique_ptr<Security>> Start(
      const ServerOptions& options, std::vector<std::string> methods,
      Metrics* metrics, std::shared_ptr<spdlog::logger> log);

  Security(const Security&) = delete;
  Security& operator=(const Security&) = delete;

  // For the addresses of a server, which this object must outlive.
  std::shared_ptr<grpc::ServerCredentials> Credentials() const;

  // When the server's certificate ends; nothing without TLS.
  absl::optional<absl::Time> certificate_end() const;

  // Whether a call may go on: OK, UnknownCaller or MethodNotPermitted. Health
  // checks are open to anyone. Names the caller in the context. Does not block.
  absl::Status Admit(rpc::CallContext& context) const;

  // Reads everything again. The first fault, if there is any; all of them are
  // in the log.
  absl::Status Reload();

 private:
  // Why files are read again: somebody asked for it or they changed, or else
  // they were refused before.
  enum class Cause { kAsked, kRefusedBefore };

  // How files were read last; they are in order at first.
  struct Attempt {
    absl::Status result;
    absl::Time time;
  };

  Security(const ServerOptions& options, AuthorizationScope scope,
           Metrics* metrics, std::shared_ptr<spdlog::logger> log);

  // Does for the method of reflection what Admit() does for others.
  MethodGate ReflectionGate() const;
  // Those that were refused before are read only when it is time to.
  absl::Status ReloadTls(Cause cause);
  absl::Status ReloadAuthorization(Cause cause);
  bool IsTimeToRetry(const Attempt& last) const;
  std::shared_ptr<const Authorization> Current() const;
  absl::StatusOr<std::shared_ptr<const Authorization>> ReadAuthorization()
      const;

  // Counts an attempt to read files, and says in a line of the log how it
  // ended; none when they were refused again for the same reason.
  void Note(SecurityFile file, Cause cause, const absl::Status& result,
            Attempt* last) const;

  const bool has_reflection_;
  const std::string authorization_file_;
  const AuthorizationScope scope_;
  const absl::Duration retry_;
  Metrics* const metrics_;
  const std::shared_ptr<spdlog::logger> log_;
  // Held while something is read again.
  absl::Mutex reload_mutex_;
  Attempt last_tls_ ABSL_GUARDED_BY(reload_mutex_);
  Attempt last_authorization_ ABSL_GUARDED_BY(reload_mutex_);
  // None without TLS.
  std::unique_ptr<ServerTlsCredentials> tls_;
  // None without a policy. Read and set with std::atomic_load and _store.
  std::shared_ptr<const Authorization> authorization_;
  // Behind what they use, so that they go first.
  std::unique_ptr<FileWatcher> tls_watcher_;
  std::unique_ptr<FileWatcher> authorization_watcher_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_SECURITY_H_
