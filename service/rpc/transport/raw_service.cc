#include "service/rpc/transport/raw_service.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace knead {
namespace rpc {

using ::grpc::internal::RpcMethod;
using ::grpc::internal::RpcServiceMethod;

RawService::RawService(ServiceTable table) : table_(std::move(table)) {
  // Reserved, since gRPC keeps pointers into the strings.
  paths_.reserve(table_.unary_.size() + table_.streaming_.size());
  for (const auto& method : table_.unary_) {
    Add(method.name, RpcMethod::NORMAL_RPC);
  }
  // To the server, a method that streams in one direction is one that streams
  // in both.
  for (const auto& method : table_.streaming_) {
    Add(method.name, RpcMethod::BIDI_STREAMING);
  }
}

void RawService::Add(const std::string& method, RpcMethod::RpcType type) {
  paths_.push_back(absl::StrCat("/", table_.service(), "/", method));
  AddMethod(new RpcServiceMethod(paths_.back().c_str(), type,
                                 /*handler=*/nullptr));
  MarkMethodRaw(static_cast<int>(paths_.size()) - 1);
}

void RawService::Request(size_t index, grpc::ServerContext* context,
                         grpc::ByteBuffer* request, UnaryAnswer* answer,
                         grpc::ServerCompletionQueue* queue, void* tag) {
  RequestAsyncUnary(static_cast<int>(index), context, request, answer, queue,
                    queue, tag);
}

void RawService::RequestStream(
    size_t index, grpc::ServerContext* context,
    grpc::ServerAsyncReaderWriter<grpc::ByteBuffer, grpc::ByteBuffer>* stream,
    grpc::ServerCompletionQueue* queue, void* tag) {
  RequestAsyncBidiStreaming(static_cast<int>(unary_count() + index), context,
                            stream, queue, queue, tag);
}

}  // namespace rpc
}  // namespace knead
