#ifndef KNEAD_SERVICE_SERVER_WITHOUT_PLUGIN_H_
#define KNEAD_SERVICE_SERVER_WITHOUT_PLUGIN_H_

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "grpcpp/impl/server_builder_option.h"
#include "grpcpp/impl/server_builder_plugin.h"
#include "grpcpp/support/channel_arguments.h"

namespace knead {

// Takes a plugin out of one builder. A plugin of gRPC, once there, is in every
// builder of the process.
class WithoutPlugin final : public grpc::ServerBuilderOption {
 public:
  using Is = std::function<bool(grpc::ServerBuilderPlugin& plugin)>;

  // `is` tells the plugin from the others.
  explicit WithoutPlugin(Is is) : is_(std::move(is)) {}

  void UpdateArguments(grpc::ChannelArguments* arguments) override;
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>*
                         plugins) override;

 private:
  const Is is_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_WITHOUT_PLUGIN_H_
