#include "service/server/channelz.h"

#include <memory>

#include "grpc/grpc.h"
#include "grpcpp/ext/channelz_service_plugin.h"
#include "grpcpp/impl/server_builder_plugin.h"
#include "service/server/without_plugin.h"

namespace knead {

void LoadChannelz() { grpc::channelz::experimental::InitChannelzService(); }

void SetChannelz(bool on, grpc::ServerBuilder* builder) {
  builder->AddChannelArgument(GRPC_ARG_ENABLE_CHANNELZ, on ? 1 : 0);
  if (on) return;
  builder->SetOption(
      std::make_unique<WithoutPlugin>([](grpc::ServerBuilderPlugin& plugin) {
        return plugin.name() == "channelz_service";
      }));
}

}  // namespace knead
