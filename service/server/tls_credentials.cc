#include "service/server/tls_credentials.h"

#include <string>
#include <utility>
#include <vector>

#include "grpc/grpc.h"
#include "grpc/grpc_security.h"

namespace knead {

// What one address of a server knows of the certificates. gRPC keeps for each
// address what it made of them, so each is told once of every change. gRPC asks
// for one at a time.
class ServerTlsCredentials::Port {
 public:
  explicit Port(const ServerTlsCredentials* source) : source_(source) {}

  // grpc_ssl_server_certificate_config_callback.
  static grpc_ssl_certificate_config_reload_status Fetch(
      void* port, grpc_ssl_server_certificate_config** config) {
    return static_cast<Port*>(port)->FetchNext(config);
  }

 private:
  grpc_ssl_certificate_config_reload_status FetchNext(
      grpc_ssl_server_certificate_config** config) {
    std::shared_ptr<const TlsMaterial> material = source_->Current();
    if (material == told_) return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED;
    const grpc_ssl_pem_key_cert_pair pair = {
        material->private_key.c_str(), material->certificate_chain.c_str()};
    // gRPC wants authorities even if it asks no client for a certificate. They
    // are not used then, and the server's own are at hand.
    const std::string& authorities = material->client_ca.empty()
                                         ? material->certificate_chain
                                         : material->client_ca;
    // Copies them.
    *config = grpc_ssl_server_certificate_config_create(authorities.c_str(),
                                                        &pair, 1);
    told_ = std::move(material);
    return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW;
  }

  const ServerTlsCredentials* const source_;
  std::shared_ptr<const TlsMaterial> told_;
};

// The way from gRPC's C++ API to certificates that are fetched, which it does
// not have itself.
class ServerTlsCredentials::FetchingCredentials final
    : public grpc::ServerCredentials {
 public:
  FetchingCredentials(ServerTlsCredentials* source,
                      absl::optional<MethodGate> gate)
      : source_(source), gate_(std::move(gate)) {}

  // Calls are authorised by CallHooks and by a MethodGate.
  void SetAuthMetadataProcessor(
      const std::shared_ptr<grpc::AuthMetadataProcessor>& /*processor*/)
      override {}

 private:
  int AddPortToServer(const std::string& address,
                      grpc_server* server) override {
    Port* port;
    {
      absl::MutexLock lock(&source_->mutex_);
      port =
          source_->ports_.emplace_back(std::make_unique<Port>(source_)).get();
    }
    grpc_server_credentials* credentials =
        grpc_ssl_server_credentials_create_with_options(
            grpc_ssl_server_credentials_create_options_using_config_fetcher(
                source_->files_.client_ca.empty()
                    ? GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE
                    : GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY,
                &Port::Fetch, port));
    if (gate_.has_value()) SetMethodGate(*gate_, credentials);
    const int bound =
        grpc_server_add_http2_port(server, address.c_str(), credentials);
    grpc_server_credentials_release(credentials);
    return bound;
  }

  ServerTlsCredentials* const source_;
  const absl::optional<MethodGate> gate_;
};

ServerTlsCredentials::ServerTlsCredentials(TlsFiles files, TlsMaterial material)
    : files_(std::move(files)),
      material_(std::make_shared<const TlsMaterial>(std::move(material))) {}

ServerTlsCredentials::~ServerTlsCredentials() = default;

absl::StatusOr<std::unique_ptr<ServerTlsCredentials>>
ServerTlsCredentials::Load(TlsFiles files, absl::Time now) {
  absl::StatusOr<TlsMaterial> material = ReadTlsFiles(files, now);
  if (!material.ok()) return material.status();
  return std::unique_ptr<ServerTlsCredentials>(
      new ServerTlsCredentials(std::move(files), *std::move(material)));
}

absl::Status ServerTlsCredentials::Reload(absl::Time now) {
  absl::StatusOr<TlsMaterial> material = ReadTlsFiles(files_, now);
  if (!material.ok()) return material.status();
  auto next = std::make_shared<const TlsMaterial>(*std::move(material));
  absl::MutexLock lock(&mutex_);
  material_ = std::move(next);
  return absl::OkStatus();
}

absl::Time ServerTlsCredentials::not_after() const {
  return Current()->not_after;
}

std::shared_ptr<grpc::ServerCredentials> ServerTlsCredentials::Credentials(
    absl::optional<MethodGate> gate) {
  return std::make_shared<FetchingCredentials>(this, std::move(gate));
}

std::shared_ptr<const TlsMaterial> ServerTlsCredentials::Current() const {
  absl::MutexLock lock(&mutex_);
  return material_;
}

}  // namespace knead
