#include "service/server/channelz.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "grpc/grpc.h"
#include "grpcpp/ext/channelz_service_plugin.h"
#include "grpcpp/impl/server_builder_option.h"
#include "grpcpp/impl/server_builder_plugin.h"

namespace knead {
namespace {

// The plugin, once there, is in every builder of the process.
class WithoutChannelz : public grpc::ServerBuilderOption {
 public:
  void UpdateArguments(grpc::ChannelArguments* /*arguments*/) override {}

  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>*
                         plugins) override {
    plugins->erase(
        std::remove_if(
            plugins->begin(), plugins->end(),
            [](const std::unique_ptr<grpc::ServerBuilderPlugin>& plugin) {
              return plugin->name() == "channelz_service";
            }),
        plugins->end());
  }
};

}  // namespace

void LoadChannelz() { grpc::channelz::experimental::InitChannelzService(); }

void SetChannelz(bool on, grpc::ServerBuilder* builder) {
  builder->AddChannelArgument(GRPC_ARG_ENABLE_CHANNELZ, on ? 1 : 0);
  if (!on) builder->SetOption(std::make_unique<WithoutChannelz>());
}

}  // namespace knead
