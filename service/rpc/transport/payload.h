#ifndef KNEAD_SERVICE_RPC_TRANSPORT_PAYLOAD_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_PAYLOAD_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "google/protobuf/message_lite.h"
#include "grpc/byte_buffer.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"

namespace knead {
namespace rpc {

// The bytes of one response message. A payload is put together from a message,
// from bytes of its own, and from bytes that lie ready in a snapshot; the
// latter are sent from where they lie. A default payload is an empty message.
//
// Payloads are values. One object is not thread-safe; copies of it are
// independent, and share the bytes.
class Payload {
 public:
  // Shared pieces shorter than this are copied: below it, a copy is cheaper
  // than the bookkeeping that a shared piece needs.
  static constexpr size_t kShareFromBytes = 256;

  Payload() = default;

  // `message`, serialised straight into the buffer that is sent. Equal messages
  // give equal bytes. INTERNAL if the message is 2 GiB or more.
  static absl::StatusOr<Payload> Serialize(
      const google::protobuf::MessageLite& message);

  // A copy of `bytes`.
  static Payload Copy(absl::string_view bytes);

  // The concatenation of `pieces`, which lie in memory that `owner` keeps
  // alive. The payload holds `owner` until the last byte has been sent. Pieces
  // that follow one another in memory are sent as one.
  static Payload Share(absl::Span<const absl::string_view> pieces,
                       std::shared_ptr<const void> owner);
  static Payload Share(absl::string_view piece,
                       std::shared_ptr<const void> owner);

  // Adds the bytes of `other` behind those of this payload. Since the wire
  // format is a sequence of fields, a list response is its framed items with
  // the remaining fields appended.
  Payload& Append(const Payload& other);

  // Length in bytes.
  size_t size() const;

  // The stretches of memory that will be sent, in order. Valid as long as the
  // payload is not changed.
  std::vector<absl::string_view> pieces() const;

  // All bytes, copied.
  std::string ToString() const;

  // The forms that gRPC and its core take; the second one is for
  // grpc_byte_buffer_destroy. They share the bytes.
  grpc::ByteBuffer ToByteBuffer() const;
  grpc_byte_buffer* ToCoreBuffer() const;

 private:
  absl::InlinedVector<grpc::Slice, 1> slices_;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_PAYLOAD_H_
