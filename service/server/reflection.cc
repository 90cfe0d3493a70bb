#include "service/server/reflection.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/impl/server_builder_option.h"
#include "grpcpp/impl/server_builder_plugin.h"

namespace knead {
namespace {

class WithoutReflection : public grpc::ServerBuilderOption {
 public:
  void UpdateArguments(grpc::ChannelArguments* /*arguments*/) override {}

  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>*
                         plugins) override {
    plugins->erase(
        std::remove_if(
            plugins->begin(), plugins->end(),
            [](const std::unique_ptr<grpc::ServerBuilderPlugin>& plugin) {
              return dynamic_cast<
                         grpc::reflection::ProtoServerReflectionPlugin*>(
                         plugin.get()) != nullptr;
            }),
        plugins->end());
  }
};

}  // namespace

void SetReflection(bool on, grpc::ServerBuilder* builder) {
  if (on) {
    // Adds it to builders that are made from here on, if it is not there yet;
    // keeps the library linked.
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  } else {
    builder->SetOption(std::make_unique<WithoutReflection>());
  }
}

}  // namespace knead
