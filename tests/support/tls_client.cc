#include "tests/support/tls_client.h"

#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace knead {

std::shared_ptr<grpc::Channel> ConnectTls(const std::string& address,
                                          const TlsClient& client) {
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = client.roots;
  if (client.identity.has_value()) {
    options.pem_cert_chain = client.identity->certificate;
    options.pem_private_key = client.identity->private_key;
  }
  std::shared_ptr<grpc::ChannelCredentials> credentials =
      grpc::SslCredentials(options);
  if (!client.token.empty()) {
    credentials = grpc::CompositeChannelCredentials(
        credentials, grpc::AccessTokenCredentials(client.token));
  }
  grpc::ChannelArguments arguments;
  arguments.SetSslTargetNameOverride(kTlsServerName);
  // Otherwise channels of one process share connections.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address, credentials, arguments);
}

}  // namespace knead
