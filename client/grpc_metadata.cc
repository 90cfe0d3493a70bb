#include "client/grpc_metadata.h"

#include <string>

namespace knead {

ResponseMetadata ReceivedMetadata(const grpc::ClientContext& context) {
  ResponseMetadata received;
  for (const auto* part : {&context.GetServerInitialMetadata(),
                           &context.GetServerTrailingMetadata()}) {
    for (const auto& [key, value] : *part) {
      received.emplace(std::string(key.data(), key.size()),
                       std::string(value.data(), value.size()));
    }
  }
  return received;
}

}  // namespace knead
