#include "client/cli/coach/link.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "client/call_options.h"
#include "client/client.h"
#include "client/coach_stream.h"
#include "client/error_details.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

// How often to look whether somebody wants to leave.
constexpr absl::Duration kLook = absl::Milliseconds(100);

// Whether another connection may do better.
bool MayPass(const absl::Status& status) {
  if (ErrorReason(status) == "SESSION_TOO_LONG") return false;
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsInternal(status) || absl::IsUnknown(status) ||
         absl::IsCancelled(status) || absl::IsResourceExhausted(status);
}

// Whether it matters too much to be held back.
bool IsUrgent(const v1::CoachRequest& event) {
  if (event.has_pain()) return IsPainToLetGo(event.pain());
  return event.has_new_findings() || event.has_stop();
}

// Nobody waits any longer.
absl::Status Left() {
  return absl::CancelledError("you left while the service did not answer");
}

}  // namespace

CoachLink::CoachLink(Client client, Wait wait, Clock clock)
    : client_(std::move(client)),
      wait_(std::move(wait)),
      clock_(std::move(clock)) {}

CoachLink::~CoachLink() { Drop(); }

void CoachLink::Drop() {
  if (stream_ == nullptr) return;
  stream_->Cancel();
  written_ = {};
  answer_ = {};
  is_posted_ = false;
  stream_ = nullptr;
}

absl::StatusOr<v1::CoachResponse> CoachLink::Send(
    const v1::CoachRequest& event) {
  broken_ = absl::OkStatus();
  since_ = clock_();
  if (token_.empty()) {
    absl::StatusOr<v1::CoachResponse> first = ExchangeOverNew(event);
    return first.ok() || !has_left_ ? first : Left();
  }
  if (!AwaitTurn(event)) return Left();
  absl::StatusOr<v1::CoachResponse> answer = v1::CoachResponse();
  // What was posted is answered first.
  if (is_posted_) answer = Await();
  if (answer.ok()) answer = Exchange(event);
  if (answer.ok()) return answer;
  broken_ = answer.status();
  if (!WaitFor(absl::ZeroDuration())) return Left();
  return Resume();
}

absl::StatusOr<v1::CoachResponse> CoachLink::Resume() {
  v1::CoachRequest event;
  event.mutable_resume()->set_resume_token(token_);
  while (true) {
    absl::StatusOr<v1::CoachResponse> answer = ExchangeOverNew(event);
    if (answer.ok() || !MayPass(answer.status()) ||
        clock_() >= answered_ + kCoachResumeTime) {
      return answer;
    }
    if (!WaitFor(kCoachResumePause)) return Left();
  }
}

bool CoachLink::WaitFor(absl::Duration duration) {
  CoachDelay delay;
  delay.is_broken = !broken_.ok();
  delay.waited = clock_() - since_;
  if (delay.is_broken) delay.resumable_until = answered_ + kCoachResumeTime;
  has_left_ = has_left_ || !wait_(delay, duration);
  return !has_left_;
}

void CoachLink::Count() {
  sent_.push_back(clock_());
  if (sent_.size() > kMostCoachEvents) sent_.pop_front();
}

bool CoachLink::AwaitTurn(const v1::CoachRequest& event) {
  // Not by the clock alone, which somebody may set back.
  absl::Duration waited;
  while (!IsUrgent(event) && sent_.size() >= kMostCoachEvents &&
         waited < kCoachEventsTime &&
         clock_() < sent_.front() + kCoachEventsTime) {
    if (!WaitFor(kLook)) return false;
    waited += kLook;
  }
  return true;
}

absl::StatusOr<v1::CoachResponse> CoachLink::ExchangeOverNew(
    const v1::CoachRequest& event) {
  CallOptions options;
  // Who resumes waits for a server, and is seen by it as soon as it is there.
  if (event.has_resume()) options.wait_for_ready = true;
  absl::StatusOr<std::unique_ptr<CoachStream>> stream = client_.Coach(options);
  if (!stream.ok()) return stream.status();
  Drop();
  stream_ = *std::move(stream);
  ReadNext();
  return Exchange(event);
}

absl::StatusOr<v1::CoachResponse> CoachLink::Exchange(
    const v1::CoachRequest& event) {
  Begin(event);
  return Await();
}

void CoachLink::Post(const v1::CoachRequest& event) {
  if (stream_ == nullptr || is_posted_) return;
  Begin(event);
  is_posted_ = true;
}

void CoachLink::Begin(const v1::CoachRequest& event) {
  Count();
  written_ = std::async(std::launch::async, [stream = stream_.get(), event] {
    return stream->Write(event);
  });
}

void CoachLink::ReadNext() {
  answer_ = std::async(std::launch::async,
                       [stream = stream_.get()] { return stream->Read(); });
}

absl::StatusOr<v1::CoachResponse> CoachLink::Await() {
  is_posted_ = false;
  absl::Duration waited;
  bool is_late = false;
  while (answer_.wait_for(absl::ToChronoMilliseconds(kLook)) !=
         std::future_status::ready) {
    waited += kLook;
    is_late = waited >= kCoachAnswerTimeout;
    if (is_late || !WaitFor(absl::ZeroDuration())) {
      stream_->Cancel();
      break;
    }
  }
  std::optional<v1::CoachResponse> answer = answer_.get();
  written_.wait();
  if (!answer.has_value()) {
    absl::Status end = stream_->Finish();
    Drop();
    if (is_late) {
      return absl::UnavailableError(absl::StrCat(
          "no answer within ", absl::FormatDuration(kCoachAnswerTimeout)));
    }
    if (end.ok()) end = absl::UnavailableError("the session's stream ended");
    return end;
  }
  ReadNext();
  token_ = answer->resume_token();
  answered_ = clock_();
  return *std::move(answer);
}

}  // namespace knead::cli
