#include "service/server/without_plugin.h"

#include <algorithm>

namespace knead {

void WithoutPlugin::UpdateArguments(grpc::ChannelArguments* /*arguments*/) {}

void WithoutPlugin::UpdatePlugins(
    std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) {
  plugins->erase(
      std::remove_if(plugins->begin(), plugins->end(),
                     [this](const auto& plugin) { return is_(*plugin); }),
      plugins->end());
}

}  // namespace knead
