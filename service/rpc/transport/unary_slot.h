#ifndef KNEAD_SERVICE_RPC_TRANSPORT_UNARY_SLOT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_UNARY_SLOT_H_

#include <cstddef>
#include <optional>

#include "grpcpp/completion_queue.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "service/rpc/transport/admission.h"
#include "service/rpc/transport/answer_slot.h"
#include "service/rpc/transport/invoke.h"
#include "service/rpc/transport/raw_service.h"
#include "service/rpc/transport/unary_answer.h"

namespace knead {
namespace rpc {

// A slot for calls of one unary method.
class UnarySlot final : public AnswerSlot {
 public:
  // For the unary method `method` of `service`. `admission` says whether there
  // is room for a call; null: calls are answered when they arrive, and not
  // counted. All that is pointed to must outlive the slot.
  UnarySlot(RawService* service, size_t method, const CallHooks* hooks,
            Admission* admission, grpc::ServerCompletionQueue* queue)
      : service_(service),
        method_(method),
        hooks_(hooks),
        admission_(admission),
        queue_(queue) {}

  bool Arrived() override;
  void Work() override;

 private:
  struct Call {
    grpc::ServerContext context;
    grpc::ByteBuffer request;
    UnaryAnswer answer;
  };

  void Refuse(const Refusal& refusal);
  void Open() override;
  void Close() override { call_.reset(); }
  bool WasCancelled() const override { return call_->context.IsCancelled(); }

  RawService* const service_;
  const size_t method_;
  const CallHooks* const hooks_;
  Admission* const admission_;
  grpc::ServerCompletionQueue* const queue_;
  std::optional<Call> call_;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_UNARY_SLOT_H_
