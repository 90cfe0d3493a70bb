#ifndef KNEAD_SERVICE_RPC_TRANSPORT_STREAM_SLOT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_STREAM_SLOT_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "grpcpp/completion_queue.h"
#include "service/rpc/transport/admission.h"
#include "service/rpc/transport/call_slot.h"
#include "service/rpc/transport/invoke.h"
#include "service/rpc/transport/raw_service.h"
#include "service/rpc/transport/stream_call.h"

namespace knead {
namespace rpc {

// A slot for streams of one method.
class StreamSlot final : public CallSlot {
 public:
  // The streams of one method on one queue. `admission` says whether there is
  // room for one; null: each has room, up to StreamLimits::kMaxUncounted. All
  // that is pointed to must outlive its slots.
  struct Method {
    RawService* service;
    size_t index;
    const CallHooks* hooks;
    Admission* admission;
    grpc::ServerCompletionQueue* queue;
    // Without `admission`: how many are open.
    int64_t open = 0;
  };

  explicit StreamSlot(std::shared_ptr<Method> method)
      : method_(std::move(method)) {}

  void Await() override;
  void GiveUp() override;
  bool Arrived() override;
  void Work() override;
  bool Note(Event event, bool ok) override;
  void NoteShutdown() override;

 private:
  bool Enter();
  void Leave();
  bool Tell(Event event, bool ok);

  const std::shared_ptr<Method> method_;
  std::shared_ptr<StreamCall> call_;
  // Whether the stream is counted.
  bool entered_ = false;
  // Whether the stream has had its turn.
  bool open_ = false;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_STREAM_SLOT_H_
