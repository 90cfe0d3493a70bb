#ifndef KNEAD_SERVICE_RPC_TRANSPORT_STREAM_SLOT_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_STREAM_SLOT_H_

#include <cstddef>
#include <memory>

#include "grpcpp/completion_queue.h"
#include "service/rpc/transport/call_slot.h"
#include "service/rpc/transport/invoke.h"
#include "service/rpc/transport/raw_service.h"
#include "service/rpc/transport/stream_call.h"

namespace knead {
namespace rpc {

// A slot for streams of one method. Streams last, so there are as many slots as
// there are streams, and one more that waits.
class StreamSlot final : public CallSlot {
 public:
  // The streams of one method on one queue. All that is pointed to must outlive
  // its slots.
  struct Method {
    RawService* service;
    size_t index;
    const CallHooks* hooks;
    grpc::ServerCompletionQueue* queue;
    int open = 0;
    int awaiting = 0;
  };

  explicit StreamSlot(std::shared_ptr<Method> method)
      : method_(std::move(method)) {}

  void Await() override;
  void GiveUp() override;
  std::unique_ptr<CallSlot> Arrived() override;
  void Work() override;
  bool Note(Event event, bool ok) override;
  void NoteShutdown() override;

 private:
  bool Tell(Event event, bool ok);

  const std::shared_ptr<Method> method_;
  std::shared_ptr<StreamCall> call_;
  // Whether the stream has had its turn.
  bool open_ = false;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_STREAM_SLOT_H_
