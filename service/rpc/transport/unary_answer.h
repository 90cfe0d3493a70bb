#ifndef KNEAD_SERVICE_RPC_TRANSPORT_UNARY_ANSWER_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_UNARY_ANSWER_H_

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "grpc/grpc.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/impl/call.h"
#include "grpcpp/impl/codegen/completion_queue_tag.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/support/status.h"
#include "service/rpc/transport/payload.h"

namespace knead {
namespace rpc {

// The answer to one unary call: its headers, and then either a message or an
// error. It does what grpc::ServerAsyncResponseWriter and the metadata of
// grpc::ServerContext do, straight on gRPC's core, without a map, strings and a
// copy of the map for each call (docs/adr/0012-what-a-lookup-costs.md).
//
// The thread of the queue alone uses it. It must live until the tag of its
// Finish has come out of the queue.
class UnaryAnswer final : public grpc::internal::ServerAsyncStreamingInterface,
                          private grpc::internal::CompletionQueueTag {
 public:
  UnaryAnswer() = default;
  ~UnaryAnswer() override { Release(); }

  UnaryAnswer(const UnaryAnswer&) = delete;
  UnaryAnswer& operator=(const UnaryAnswer&) = delete;

  // Adds a header to the start or to the end of the answer. gRPC aborts the
  // process for one that is not legal: see CallContext.
  void AddInitialMetadata(absl::string_view key, absl::string_view value);
  void AddTrailingMetadata(absl::string_view key, absl::string_view value);

  // Sends the answer. `tag` comes out of the queue when it is sent or lost.
  // Once, and only one of the two.
  void Finish(const Payload& payload, void* tag);
  void FinishWithError(const grpc::Status& status, void* tag);

 private:
  using Headers = absl::InlinedVector<grpc_metadata, 6>;

  static void Add(absl::string_view key, absl::string_view value,
                  Headers* headers);

  // The core's operations for the status; with the message when there is one.
  void Send(grpc_status_code code, const grpc_slice* text, void* tag);
  void Release();

  // Of grpc::internal::ServerAsyncStreamingInterface. Headers go out with the
  // answer, so nobody calls the first one.
  void SendInitialMetadata(void* /*tag*/) override {}
  void BindCall(grpc::internal::Call* call) override { call_ = call->call(); }

  // Of grpc::internal::CompletionQueueTag.
  bool FinalizeResult(void** tag, bool* ok) override;

  grpc_call* call_ = nullptr;
  Headers initial_;
  Headers trailing_;
  grpc_byte_buffer* message_ = nullptr;
  void* tag_ = nullptr;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_UNARY_ANSWER_H_
