#include "service/rpc/transport/stream_slot.h"

#include <utility>

#include "absl/status/statusor.h"
#include "service/rpc/transport/stream.h"
#include "service/rpc/transport/transport_errors.h"

namespace knead {
namespace rpc {
namespace {

absl::StatusOr<std::unique_ptr<StreamHandler>> RefuseOneMore(
    CallContext& /*context*/, const std::shared_ptr<Stream>& /*stream*/) {
  return TooManyStreams();
}

}  // namespace

void StreamSlot::Await() {
  ++method_->awaiting;
  open_ = false;
  call_ = std::make_shared<StreamCall>(
      method_->service->stream_path(method_->index), method_->hooks,
      method_->queue, this);
  StreamCall::Wire* wire = call_->wire();
  wire->context.AsyncNotifyWhenDone(tag(Event::kDone));
  method_->service->RequestStream(method_->index, &wire->context, &wire->stream,
                                  method_->queue, tag(Event::kArrived));
}

void StreamSlot::GiveUp() {
  --method_->awaiting;
  call_ = nullptr;
}

std::unique_ptr<CallSlot> StreamSlot::Arrived() {
  if (--method_->awaiting > 0) return nullptr;
  return std::make_unique<StreamSlot>(method_);
}

void StreamSlot::Work() {
  open_ = true;
  const bool full = method_->open >= StreamLimits::kMaxPerMethod;
  ++method_->open;
  call_->Open(full ? OpenStream(RefuseOneMore)
                   : method_->service->open_stream(method_->index));
}

bool StreamSlot::Tell(Event event, bool ok) {
  switch (event) {
    case Event::kRead:
      return call_->OnRead(ok);
    case Event::kWrote:
      return call_->OnWrote(ok);
    case Event::kSent:
      return call_->OnSent();
    case Event::kDone:
      return call_->OnDone();
    case Event::kWoke:
      return call_->OnWoke();
    case Event::kArrived:
      break;
  }
  return false;
}

bool StreamSlot::Note(Event event, bool ok) {
  if (!Tell(event, ok)) return false;
  --method_->open;
  call_ = nullptr;
  return true;
}

void StreamSlot::NoteShutdown() {
  if (open_ && call_ != nullptr) call_->OnShutdown();
}

}  // namespace rpc
}  // namespace knead
