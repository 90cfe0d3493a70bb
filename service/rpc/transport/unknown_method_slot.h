#ifndef KNEAD_SERVICE_RPC_TRANSPORT_UNKNOWN_METHOD_SLOT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_UNKNOWN_METHOD_SLOT_H_

#include <optional>

#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/async_generic_service.h"
#include "service/rpc/transport/answer_slot.h"
#include "service/rpc/transport/invoke.h"

namespace knead {
namespace rpc {

// A slot for calls of methods that the server does not have. They are answered
// with UnknownMethod when they arrive, since refusing them for want of room
// would cost as much, and the hooks see them under kUnknownMethodPath.
class UnknownMethodSlot final : public AnswerSlot {
 public:
  // All that is pointed to must outlive the slot.
  UnknownMethodSlot(grpc::AsyncGenericService* service, const CallHooks* hooks,
                    grpc::ServerCompletionQueue* queue)
      : service_(service), hooks_(hooks), queue_(queue) {}

  bool Arrived() override {
    Work();
    return false;
  }
  void Work() override;

 private:
  struct Call {
    grpc::GenericServerContext context;
    grpc::GenericServerAsyncReaderWriter stream{&context};
  };

  void Open() override;
  void Close() override { call_.reset(); }
  bool WasCancelled() const override { return call_->context.IsCancelled(); }

  grpc::AsyncGenericService* const service_;
  const CallHooks* const hooks_;
  grpc::ServerCompletionQueue* const queue_;
  std::optional<Call> call_;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_UNKNOWN_METHOD_SLOT_H_
