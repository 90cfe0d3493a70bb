#ifndef KNEAD_SERVICE_RPC_TRANSPORT_RAW_SERVICE_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_RAW_SERVICE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/async_stream.h"
#include "grpcpp/support/byte_buffer.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/service_table.h"
#include "service/rpc/transport/stream.h"
#include "service/rpc/transport/unary_answer.h"

namespace knead {
namespace rpc {

// A service table as a gRPC service: all methods raw and asynchronous, their
// messages plain bytes. It does in one place what generated code would do with
// one mixin class for each method.
//
// It must outlive the server that it is registered with.
class RawService final : public grpc::Service {
 public:
  explicit RawService(ServiceTable table);

  RawService(const RawService&) = delete;
  RawService& operator=(const RawService&) = delete;

  // Whether its calls are answered when they arrive.
  bool answers_at_once() const { return table_.answers_at_once(); }

  size_t unary_count() const { return table_.unary_.size(); }

  // "/package.Service/Method" of the unary method `index`.
  absl::string_view path(size_t index) const { return paths_[index]; }
  const Handler& handler(size_t index) const {
    return table_.unary_[index].handler;
  }

  // Asks for the next call of the unary method `index`. `tag` comes out of
  // `queue` when there is one.
  void Request(size_t index, grpc::ServerContext* context,
               grpc::ByteBuffer* request, UnaryAnswer* answer,
               grpc::ServerCompletionQueue* queue, void* tag);

  size_t stream_count() const { return table_.streaming_.size(); }

  // "/package.Service/Method" of the streaming method `index`.
  absl::string_view stream_path(size_t index) const {
    return paths_[unary_count() + index];
  }
  const OpenStream& open_stream(size_t index) const {
    return table_.streaming_[index].open;
  }

  // Asks for the next call of the streaming method `index`. `tag` comes out of
  // `queue` when there is one.
  void RequestStream(
      size_t index, grpc::ServerContext* context,
      grpc::ServerAsyncReaderWriter<grpc::ByteBuffer, grpc::ByteBuffer>* stream,
      grpc::ServerCompletionQueue* queue, void* tag);

 private:
  void Add(const std::string& method, grpc::internal::RpcMethod::RpcType type);

  ServiceTable table_;
  // The paths of all methods, unary ones first; gRPC keeps pointers to them.
  std::vector<std::string> paths_;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_RAW_SERVICE_H_
