#include "tests/support/own_connection.h"

#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"

namespace knead {

std::shared_ptr<grpc::Channel> OwnConnection(const std::string& address,
                                             grpc::ChannelArguments arguments) {
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(),
                                   arguments);
}

}  // namespace knead
