#include "service/rpc/transport/handler.h"

#include <limits>

#include "service/rpc/transport/transport_errors.h"

namespace knead {
namespace rpc {

absl::Status ParseRequest(absl::string_view bytes,
                          google::protobuf::Message* message) {
  if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max()) ||
      !message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return MalformedRequest(message->GetDescriptor()->full_name());
  }
  return absl::OkStatus();
}

}  // namespace rpc
}  // namespace knead
