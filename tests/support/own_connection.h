#ifndef KNEAD_TESTS_SUPPORT_OWN_CONNECTION_H_
#define KNEAD_TESTS_SUPPORT_OWN_CONNECTION_H_

#include <memory>
#include <string>

#include "grpcpp/channel.h"
#include "grpcpp/support/channel_arguments.h"

namespace knead {

// A channel to `address`, in plain text, whose connection no other channel of
// the process shares.
std::shared_ptr<grpc::Channel> OwnConnection(
    const std::string& address, grpc::ChannelArguments arguments = {});

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_OWN_CONNECTION_H_
