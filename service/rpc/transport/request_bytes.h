#ifndef KNEAD_SERVICE_RPC_TRANSPORT_REQUEST_BYTES_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_REQUEST_BYTES_H_

#include "absl/strings/string_view.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"

namespace knead {
namespace rpc {

// The bytes of one message that came in, in one piece.
class RequestBytes {
 public:
  RequestBytes() = default;

  // Takes what is in `buffer` and leaves it empty. It is copied only if it did
  // not come in one piece.
  explicit RequestBytes(grpc::ByteBuffer* buffer);

  // Valid as long as this object is neither moved nor destroyed.
  absl::string_view view() const {
    return absl::string_view(reinterpret_cast<const char*>(slice_.begin()),
                             slice_.size());
  }

 private:
  grpc::Slice slice_;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_REQUEST_BYTES_H_
