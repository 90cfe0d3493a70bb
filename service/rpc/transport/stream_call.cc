#include "service/rpc/transport/stream_call.h"

#include <utility>

#include "absl/status/statusor.h"
#include "grpc/support/time.h"
#include "grpcpp/support/slice.h"
#include "service/rpc/transport/request_bytes.h"
#include "service/rpc/transport/retry_pushback.h"
#include "service/rpc/transport/server_call_context.h"
#include "service/rpc/transport/transport_errors.h"

namespace knead {
namespace rpc {
namespace {

// The moment on a clock that nobody sets, for gRPC.
gpr_timespec After(absl::Duration wait) {
  return gpr_time_add(
      gpr_now(GPR_CLOCK_MONOTONIC),
      gpr_time_from_nanos(absl::ToInt64Nanoseconds(wait), GPR_TIMESPAN));
}

}  // namespace

void StreamCall::Send(Payload message) {
  const absl::MutexLock lock(&mutex_);
  if (end_.has_value()) return;
  Hold(static_cast<int64_t>(message.size()));
  unsent_.push_back(std::move(message));
  Pump();
}

void StreamCall::Finish(absl::Status status) {
  const absl::MutexLock lock(&mutex_);
  End(std::move(status));
}

void StreamCall::WakeAt(absl::Time time) {
  const absl::MutexLock lock(&mutex_);
  if (end_.has_value()) return;
  if (timer_ == nullptr && time == absl::InfiniteFuture()) return;
  NeedTimer();
  timer_->wanted = time;
  SetAlarm();
}

void StreamCall::NeedTimer() {
  if (timer_ != nullptr) return;
  timer_ = std::make_unique<Timer>();
  timer_->tag = {slot_, CallSlot::Event::kWoke};
}

void StreamCall::SetAlarm() {
  if (timer_ == nullptr) return;
  if (timer_->set) {
    // An alarm that comes too early is set again when its event comes out. One
    // that comes too late is made to come out now.
    const bool is_over =
        end_.has_value() && timer_->wanted == absl::InfiniteFuture();
    if (is_over || timer_->wanted < timer_->set_for) timer_->alarm.Cancel();
    return;
  }
  if (timer_->wanted == absl::InfiniteFuture()) return;
  timer_->set = true;
  timer_->set_for = timer_->wanted;
  timer_->alarm.Set(queue_, After(timer_->wanted - hooks_->now()),
                    &timer_->tag);
}

void StreamCall::End(absl::Status status) {
  if (end_.has_value()) return;
  end_ = std::move(status);
  LimitWait();
  Pump();
}

void StreamCall::LimitWait() {
  const bool waits =
      !done_ && !sent_ && (writing_ || finishing_ || !unsent_.empty());
  if (waits) NeedTimer();
  if (timer_ == nullptr) return;
  timer_->wanted =
      waits ? hooks_->now() + StreamLimits::kMaxUnread : absl::InfiniteFuture();
  SetAlarm();
}

void StreamCall::Hold(int64_t bytes) {
  held_bytes_ += bytes;
  if (admission_ != nullptr) admission_->AddUnsent(bytes);
}

void StreamCall::DropUnsent() {
  unsent_.clear();
  Hold(writing_bytes_ - held_bytes_);
}

bool StreamCall::HasRoom() const {
  if (unsent_.size() > StreamLimits::kMaxUnsent) return false;
  // Who holds something comes back here when it has been sent.
  return held_bytes_ == 0 || admission_ == nullptr ||
         !admission_->IsUnsentFull();
}

void StreamCall::Pump() {
  if (!opened_ || finishing_) return;
  if (!writing_) {
    if (!unsent_.empty()) {
      writing_ = true;
      writing_bytes_ = static_cast<int64_t>(unsent_.front().size());
      bytes_out_ += unsent_.front().size();
      ++messages_out_;
      wire_->stream.Write(unsent_.front().ToByteBuffer(),
                          slot_->tag(CallSlot::Event::kWrote));
      unsent_.pop_front();
    } else if (end_.has_value()) {
      finishing_ = true;
      wire_->stream.Finish(EndOfCall(*end_, &wire_->context),
                           slot_->tag(CallSlot::Event::kSent));
      return;
    }
  }
  if (!reading_ && !half_closed_ && !end_.has_value() && HasRoom()) {
    reading_ = true;
    wire_->stream.Read(&wire_->incoming, slot_->tag(CallSlot::Event::kRead));
  }
}

absl::Status StreamCall::MakeHandler(const OpenStream& open) {
  ServerCallContext context(path_, wire()->context.IsCancelled(),
                            &wire()->context);
  Begin(*hooks_, context, record_);
  const absl::Status admitted = Admit(*hooks_, start_, context);
  caller_ = context.caller();
  if (!admitted.ok()) return admitted;
  try {
    absl::StatusOr<std::unique_ptr<StreamHandler>> handler =
        open(context, shared_from_this());
    if (!handler.ok()) return handler.status();
    if (*handler == nullptr || context.has_metadata_fault()) {
      return HandlerFault();
    }
    handler_ = *std::move(handler);
  } catch (...) {
    return HandlerFault();
  }
  return absl::OkStatus();
}

void StreamCall::Open(const OpenStream& open) {
  start_ = hooks_->now();
  absl::Status made = MakeHandler(open);
  const absl::MutexLock lock(&mutex_);
  if (!made.ok()) {
    // What the handler may have sent before it was refused is not sent.
    DropUnsent();
    end_ = std::move(made);
    LimitWait();
  }
  opened_ = true;
  Pump();
}

void StreamCall::Refuse(const absl::Status& status) {
  start_ = hooks_->now();
  record_.refused = true;
  const absl::MutexLock lock(&mutex_);
  end_ = status;
  opened_ = true;
  Pump();
}

template <typename Function>
void StreamCall::Tell(Function function) {
  if (handler_ == nullptr) return;
  try {
    function(*handler_);
  } catch (...) {
    Finish(HandlerFault());
  }
}

bool StreamCall::OnRead(bool ok) {
  RequestBytes message;
  bool ended = false;
  {
    const absl::MutexLock lock(&mutex_);
    if (ok) {
      message = RequestBytes(&wire_->incoming);
    } else {
      half_closed_ = true;
    }
    ended = end_.has_value();
  }
  // Still reading, so that a handler that sends does not start the next read.
  if (!ended) {
    if (ok) {
      record_.request_bytes += message.view().size();
      ++record_.request_messages;
      Tell([&](StreamHandler& handler) { handler.OnMessage(message.view()); });
    } else {
      Tell([](StreamHandler& handler) { handler.OnHalfClose(); });
    }
  }
  {
    const absl::MutexLock lock(&mutex_);
    reading_ = false;
    Pump();
  }
  return CloseIfOver();
}

bool StreamCall::OnWrote(bool ok) {
  {
    const absl::MutexLock lock(&mutex_);
    writing_ = false;
    Hold(-std::exchange(writing_bytes_, 0));
    if (!ok) DropUnsent();
    Pump();
    if (end_.has_value()) LimitWait();
  }
  return CloseIfOver();
}

bool StreamCall::OnSent() {
  {
    const absl::MutexLock lock(&mutex_);
    sent_ = true;
    LimitWait();
  }
  return CloseIfOver();
}

bool StreamCall::OnDone() {
  {
    const absl::MutexLock lock(&mutex_);
    done_ = true;
    if (wire_->context.IsCancelled()) {
      DropUnsent();
      End(CallCancelled());
    }
    if (end_.has_value()) LimitWait();
  }
  return CloseIfOver();
}

bool StreamCall::OnWoke() {
  const absl::Time now = hooks_->now();
  bool wake = false;
  {
    const absl::MutexLock lock(&mutex_);
    timer_->set = false;
    const bool is_time = timer_->wanted <= now;
    if (is_time) timer_->wanted = absl::InfiniteFuture();
    wake = is_time && !end_.has_value();
    if (is_time && end_.has_value()) {
      DropUnsent();
      wire_->context.TryCancel();
    }
    SetAlarm();
  }
  if (wake) Tell([](StreamHandler& handler) { handler.OnWake(); });
  return CloseIfOver();
}

void StreamCall::OnShutdown() {
  Tell([](StreamHandler& handler) { handler.OnShutdown(); });
}

bool StreamCall::CloseIfOver() {
  std::unique_ptr<Wire> wire;
  {
    const absl::MutexLock lock(&mutex_);
    if (!done_ || !sent_ || reading_ || writing_) return false;
    if (timer_ != nullptr && timer_->set) return false;
    timer_ = nullptr;
    wire = std::move(wire_);
    record_.code = end_->code();
    record_.response_bytes = bytes_out_;
    record_.response_messages = messages_out_;
  }
  handler_ = nullptr;
  record_.latency = hooks_->now() - start_;
  const bool cancelled = wire->context.IsCancelled();
  if (cancelled) record_.code = absl::StatusCode::kCancelled;
  ServerCallContext context(path_, cancelled, &wire->context);
  context.SetCaller(caller_);
  Report(*hooks_, context, record_);
  return true;
}

}  // namespace rpc
}  // namespace knead
