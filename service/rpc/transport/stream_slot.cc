#include "service/rpc/transport/stream_slot.h"

#include "service/rpc/transport/stream.h"
#include "service/rpc/transport/transport_errors.h"

namespace knead {
namespace rpc {

void StreamSlot::Await() {
  entered_ = false;
  open_ = false;
  call_ = std::make_shared<StreamCall>(
      method_->service->stream_path(method_->index), method_->hooks,
      method_->admission, method_->queue, this);
  StreamCall::Wire* wire = call_->wire();
  wire->context.AsyncNotifyWhenDone(tag(Event::kDone));
  method_->service->RequestStream(method_->index, &wire->context, &wire->stream,
                                  method_->queue, tag(Event::kArrived));
}

void StreamSlot::GiveUp() { call_ = nullptr; }

bool StreamSlot::Arrived() {
  entered_ = Enter();
  if (!entered_) {
    call_->Refuse(method_->admission != nullptr
                      ? method_->admission->RefuseStream().status
                      : TooManyStreams(kMaxRetryDelay));
    return false;
  }
  if (method_->admission != nullptr) return true;
  Work();
  return false;
}

bool StreamSlot::Enter() {
  if (method_->admission != nullptr) return method_->admission->EnterStream();
  if (method_->open >= StreamLimits::kMaxUncounted) return false;
  ++method_->open;
  return true;
}

void StreamSlot::Leave() {
  if (!entered_) return;
  if (method_->admission != nullptr) {
    method_->admission->LeaveStream();
  } else {
    --method_->open;
  }
}

void StreamSlot::Work() {
  open_ = true;
  call_->Open(method_->service->open_stream(method_->index));
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
  Leave();
  call_ = nullptr;
  return true;
}

void StreamSlot::NoteShutdown() {
  if (open_ && call_ != nullptr) call_->OnShutdown();
}

}  // namespace rpc
}  // namespace knead
