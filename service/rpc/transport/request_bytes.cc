#include "service/rpc/transport/request_bytes.h"

namespace knead {
namespace rpc {

RequestBytes::RequestBytes(grpc::ByteBuffer* buffer) {
  if (!buffer->TrySingleSlice(&slice_).ok() &&
      !buffer->DumpToSingleSlice(&slice_).ok()) {
    slice_ = grpc::Slice();
  }
  buffer->Clear();
}

}  // namespace rpc
}  // namespace knead
