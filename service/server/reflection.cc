#include "service/server/reflection.h"

#include <memory>

#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/impl/server_builder_plugin.h"
#include "service/server/without_plugin.h"

namespace knead {

void SetReflection(bool on, grpc::ServerBuilder* builder) {
  if (on) {
    // Adds it to builders that are made from here on, if it is not there yet;
    // keeps the library linked.
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  } else {
    builder->SetOption(
        std::make_unique<WithoutPlugin>([](grpc::ServerBuilderPlugin& plugin) {
          return dynamic_cast<grpc::reflection::ProtoServerReflectionPlugin*>(
                     &plugin) != nullptr;
        }));
  }
}

}  // namespace knead
