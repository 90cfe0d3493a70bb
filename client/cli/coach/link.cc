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
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

// How often to look whether somebody wants to leave.
constexpr absl::Duration kLook = absl::Milliseconds(100);

// Whether another connection may do better.
bool MayPass(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsInternal(status) || absl::IsUnknown(status) ||
         absl::IsCancelled(status) || absl::IsResourceExhausted(status);
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

CoachLink::~CoachLink() {
  if (under_way_.valid()) stream_->Cancel();
}

absl::StatusOr<v1::CoachResponse> CoachLink::Send(
    const v1::CoachRequest& event) {
  broken_ = absl::OkStatus();
  since_ = clock_();
  if (stream_ == nullptr) return ExchangeOverNew(event);
  if (!AwaitTurn(event)) return Left();
  absl::StatusOr<v1::CoachResponse> answer = v1::CoachResponse();
  // What was posted is answered first.
  if (under_way_.valid()) answer = Await();
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

bool CoachLink::AwaitTurn(const v1::CoachRequest& event) {
  // The service takes more at once than these, so that what matters can pass.
  if (event.has_pain() || event.has_new_findings() || event.has_stop()) {
    return true;
  }
  absl::Time now = clock_();
  while (sent_.size() >= kMostCoachEvents &&
         now < sent_.front() + kCoachEventsTime) {
    if (!WaitFor(std::min(kLook, sent_.front() + kCoachEventsTime - now))) {
      return false;
    }
    now = clock_();
  }
  sent_.push_back(now);
  if (sent_.size() > kMostCoachEvents) sent_.pop_front();
  return true;
}

absl::StatusOr<v1::CoachResponse> CoachLink::ExchangeOverNew(
    const v1::CoachRequest& event) {
  CallOptions options;
  // Who resumes waits for a server, and is seen by it as soon as it is there.
  if (event.has_resume()) options.wait_for_ready = true;
  absl::StatusOr<std::unique_ptr<CoachStream>> stream = client_.Coach(options);
  if (!stream.ok()) return stream.status();
  stream_ = *std::move(stream);
  return Exchange(event);
}

absl::StatusOr<v1::CoachResponse> CoachLink::Exchange(
    const v1::CoachRequest& event) {
  Begin(event);
  return Await();
}

void CoachLink::Post(const v1::CoachRequest& event) {
  if (stream_ != nullptr && !under_way_.valid()) Begin(event);
}

void CoachLink::Begin(const v1::CoachRequest& event) {
  under_way_ = std::async(
      std::launch::async,
      [stream = stream_.get(), event]() -> std::optional<v1::CoachResponse> {
        if (!stream->Write(event)) return std::nullopt;
        return stream->Read();
      });
}

absl::StatusOr<v1::CoachResponse> CoachLink::Await() {
  absl::Duration waited;
  bool is_late = false;
  while (under_way_.wait_for(absl::ToChronoMilliseconds(kLook)) !=
         std::future_status::ready) {
    waited += kLook;
    is_late = waited >= kCoachAnswerTimeout;
    if (is_late || !WaitFor(absl::ZeroDuration())) {
      stream_->Cancel();
      break;
    }
  }
  std::optional<v1::CoachResponse> answer = under_way_.get();
  if (!answer.has_value()) {
    absl::Status end = stream_->Finish();
    if (is_late) {
      return absl::UnavailableError(absl::StrCat(
          "no answer within ", absl::FormatDuration(kCoachAnswerTimeout)));
    }
    if (end.ok()) end = absl::UnavailableError("the session's stream ended");
    return end;
  }
  token_ = answer->resume_token();
  answered_ = clock_();
  return *std::move(answer);
}

}  // namespace knead::cli
