#include "service/rpc/transport/unary_slot.h"

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/slice.h"
#include "service/rpc/status.h"
#include "service/rpc/transport/server_call_context.h"

namespace knead {
namespace rpc {
namespace {

// The bytes of a request in one piece; most requests come in one.
grpc::Slice InOnePiece(const grpc::ByteBuffer& buffer) {
  grpc::Slice slice;
  if (!buffer.TrySingleSlice(&slice).ok() &&
      !buffer.DumpToSingleSlice(&slice).ok()) {
    return grpc::Slice();
  }
  return slice;
}

absl::string_view View(const grpc::Slice& slice) {
  return absl::string_view(reinterpret_cast<const char*>(slice.begin()),
                           slice.size());
}

}  // namespace

void UnarySlot::Open() {
  call_.emplace();
  call_->context.AsyncNotifyWhenDone(done());
  service_->Request(method_, &call_->context, &call_->request, &call_->writer,
                    queue_, arrived());
}

void UnarySlot::Work() {
  const grpc::Slice request = InOnePiece(call_->request);
  call_->request.Clear();
  ServerCallContext context(service_->path(method_), cancelled(),
                            &call_->context);
  const absl::StatusOr<Payload> response =
      Invoke(service_->handler(method_), *hooks_, context, View(request));
  if (response.ok()) {
    call_->writer.Finish(response->ToByteBuffer(), grpc::Status::OK, sent());
  } else {
    call_->writer.FinishWithError(ToGrpcStatus(response.status()), sent());
  }
}

}  // namespace rpc
}  // namespace knead
