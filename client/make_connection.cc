#include "client/make_connection.h"

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "client/connection.h"
#include "client/grpc_connection.h"
#include "client/options.h"
#include "client/service_config.h"
#include "client/target.h"
#include "client/version.h"
#include "grpc/grpc.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/tls_certificate_provider.h"
#include "grpcpp/security/tls_credentials_options.h"
#include "grpcpp/support/channel_arguments.h"

namespace knead {
namespace {

// Stands after the user agent that the options name, and before gRPC's own.
std::string UserAgent(const ClientOptions& options) {
  const std::string sdk = absl::StrCat("knead-cpp/", kSdkVersion);
  return options.user_agent.empty()
             ? sdk
             : absl::StrCat(options.user_agent, " ", sdk);
}

std::shared_ptr<grpc::ChannelCredentials> ToGrpc(const TlsCredentials& tls) {
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = tls.root_certificates;
  options.pem_cert_chain = tls.certificate_chain;
  options.pem_private_key = tls.private_key;
  return grpc::SslCredentials(options);
}

std::shared_ptr<grpc::ChannelCredentials> ToGrpc(
    const TlsFileCredentials& files) {
  const bool has_roots = !files.root_certificates_file.empty();
  const bool has_identity = !files.certificate_chain_file.empty();
  if (!has_roots && !has_identity) return ToGrpc(TlsCredentials());
  grpc::experimental::TlsChannelCredentialsOptions options;
  options.set_certificate_provider(
      std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
          files.private_key_file, files.certificate_chain_file,
          files.root_certificates_file,
          static_cast<unsigned int>(
              absl::ToInt64Seconds(files.reload_interval))));
  if (has_roots) options.watch_root_certs();
  if (has_identity) options.watch_identity_key_cert_pairs();
  return grpc::experimental::TlsCredentials(options);
}

std::shared_ptr<grpc::ChannelCredentials> ToGrpc(const InsecureCredentials&) {
  return grpc::InsecureChannelCredentials();
}

std::string ServerName(const Credentials& credentials) {
  if (const auto* tls = std::get_if<TlsCredentials>(&credentials)) {
    return tls->server_name;
  }
  if (const auto* files = std::get_if<TlsFileCredentials>(&credentials)) {
    return files->server_name;
  }
  return "";
}

// gRPC waits for a file that is missing, and so would every call.
absl::Status CheckFiles(const Credentials& credentials) {
  const auto* files = std::get_if<TlsFileCredentials>(&credentials);
  if (files == nullptr) return absl::OkStatus();
  for (const auto& [field, path] :
       {std::pair("root_certificates_file", &files->root_certificates_file),
        std::pair("certificate_chain_file", &files->certificate_chain_file),
        std::pair("private_key_file", &files->private_key_file)}) {
    if (!path->empty() && std::ifstream(*path).get() == EOF) {
      return absl::InvalidArgumentError(
          absl::StrCat("credentials.", field, ": ", *path,
                       " is empty or cannot be read; check the path and its "
                       "permissions"));
    }
  }
  return absl::OkStatus();
}

int Milliseconds(absl::Duration duration) {
  return static_cast<int>(absl::ToInt64Milliseconds(duration));
}

grpc::ChannelArguments ToChannelArguments(const ClientOptions& options) {
  grpc::ChannelArguments arguments;
  arguments.SetUserAgentPrefix(UserAgent(options));
  if (const std::string name = ServerName(options.credentials); !name.empty()) {
    arguments.SetSslTargetNameOverride(name);
  }
  arguments.SetServiceConfigJSON(ServiceConfig(options));
  // Else a DNS record could take the place of the service config.
  arguments.SetInt(GRPC_ARG_SERVICE_CONFIG_DISABLE_RESOLUTION, 1);
  arguments.SetMaxReceiveMessageSize(options.max_response_bytes);
  if (options.keepalive.interval != absl::InfiniteDuration()) {
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS,
                     Milliseconds(options.keepalive.interval));
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS,
                     Milliseconds(options.keepalive.timeout));
    arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS,
                     options.keepalive.without_calls ? 1 : 0);
    // Else gRPC stops asking after two questions without data between them.
    arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  }
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS,
                   Milliseconds(options.reconnect.initial_backoff));
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS,
                   Milliseconds(options.reconnect.max_backoff));
  // Despite its name, the time that an attempt to connect has.
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS,
                   Milliseconds(options.reconnect.connect_timeout));
  if (options.own_sockets) {
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  }
  return arguments;
}

}  // namespace

absl::StatusOr<std::shared_ptr<Connection>> MakeConnection(
    const ClientOptions& options) {
  if (absl::Status status = Validate(options); !status.ok()) return status;
  if (absl::Status status = CheckFiles(options.credentials); !status.ok()) {
    return status;
  }
  const absl::StatusOr<std::string> target = ChannelTarget(options.target);
  if (!target.ok()) return target.status();
  return MakeConnection(
      grpc::CreateCustomChannel(
          *target,
          std::visit([](const auto& each) { return ToGrpc(each); },
                     options.credentials),
          ToChannelArguments(options)),
      CallDefaults{options.default_timeout, options.wait_for_ready,
                   options.token, options.stream_timeout,
                   options.max_request_bytes});
}

}  // namespace knead
