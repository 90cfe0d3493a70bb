#include "client/make_connection.h"

#include <memory>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/connection.h"
#include "client/grpc_connection.h"
#include "client/options.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace knead {
namespace {

// Stands after the user agent that the options name, and before gRPC's own.
constexpr char kSdkUserAgent[] = "knead-cpp";

std::shared_ptr<grpc::ChannelCredentials> ToGrpc(
    const Credentials& credentials) {
  const auto* tls = std::get_if<TlsCredentials>(&credentials);
  if (tls == nullptr) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = tls->root_certificates;
  options.pem_cert_chain = tls->certificate_chain;
  options.pem_private_key = tls->private_key;
  return grpc::SslCredentials(options);
}

grpc::ChannelArguments ToChannelArguments(const ClientOptions& options) {
  grpc::ChannelArguments arguments;
  arguments.SetUserAgentPrefix(
      options.user_agent.empty()
          ? kSdkUserAgent
          : absl::StrCat(options.user_agent, " ", kSdkUserAgent));
  const auto* tls = std::get_if<TlsCredentials>(&options.credentials);
  if (tls != nullptr && !tls->server_name.empty()) {
    arguments.SetSslTargetNameOverride(tls->server_name);
  }
  return arguments;
}

}  // namespace

absl::StatusOr<std::shared_ptr<Connection>> MakeConnection(
    const ClientOptions& options) {
  if (absl::Status status = Validate(options); !status.ok()) return status;
  return MakeConnection(
      grpc::CreateCustomChannel(options.target, ToGrpc(options.credentials),
                                ToChannelArguments(options)),
      options.default_timeout);
}

}  // namespace knead
