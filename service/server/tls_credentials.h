#ifndef KNEAD_SERVICE_SERVER_TLS_CREDENTIALS_H_
#define KNEAD_SERVICE_SERVER_TLS_CREDENTIALS_H_

#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "grpcpp/security/server_credentials.h"
#include "service/server/method_gate.h"
#include "service/server/tls_files.h"

namespace knead {

// The certificates of a server, which can be replaced while it serves.
//
// gRPC asks for them at every handshake, so what was replaced holds for the
// next connection; those that are open go on. Material that a handshake could
// not use never takes the place of one that it can: gRPC's own watcher of files
// (FileWatcherCertificateProvider) ends all further handshakes when key and
// certificate do not match.
//
// TLS 1.2 is the least that gRPC speaks. With a client authority every client
// must show a certificate of it.
//
// Not called TlsCredentials, which is the client's: a program that holds both,
// as `knead` does, must not have two classes of one name.
//
// Thread-safe.
class ServerTlsCredentials {
 public:
  // Reads the files. Errors are those of ReadTlsFiles.
  static absl::StatusOr<std::unique_ptr<ServerTlsCredentials>> Load(
      TlsFiles files, absl::Time now);

  ~ServerTlsCredentials();

  ServerTlsCredentials(const ServerTlsCredentials&) = delete;
  ServerTlsCredentials& operator=(const ServerTlsCredentials&) = delete;

  // Reads the files again. With an error what was read before goes on.
  absl::Status Reload(absl::Time now);

  // When the server's certificate ends.
  absl::Time not_after() const;

  // For any number of addresses of one server or several, with a gate before
  // their services if one is given. This object must outlive those servers.
  std::shared_ptr<grpc::ServerCredentials> Credentials(
      absl::optional<MethodGate> gate = absl::nullopt);

 private:
  class Port;
  class FetchingCredentials;

  ServerTlsCredentials(TlsFiles files, TlsMaterial material);

  std::shared_ptr<const TlsMaterial> Current() const;

  const TlsFiles files_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const TlsMaterial> material_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::unique_ptr<Port>> ports_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_TLS_CREDENTIALS_H_
