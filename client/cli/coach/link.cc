#include "client/cli/coach/link.h"

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
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

}  // namespace

CoachLink::CoachLink(Client client, Pause pause)
    : client_(std::move(client)), pause_(std::move(pause)) {}

absl::StatusOr<v1::CoachResponse> CoachLink::Send(
    const v1::CoachRequest& event) {
  broken_ = absl::OkStatus();
  if (stream_ == nullptr) return ExchangeOverNew(event);
  absl::StatusOr<v1::CoachResponse> answer = Exchange(event);
  if (answer.ok()) return answer;
  if (!pause_(absl::ZeroDuration())) return absl::CancelledError();
  broken_ = answer.status();
  return Resume();
}

absl::StatusOr<v1::CoachResponse> CoachLink::Resume() {
  v1::CoachRequest event;
  event.mutable_resume()->set_resume_token(token_);
  absl::Duration wait = kCoachResumePause;
  for (int attempt = 1;; ++attempt, wait *= 2) {
    absl::StatusOr<v1::CoachResponse> answer = ExchangeOverNew(event);
    if (answer.ok() || attempt == kCoachResumeAttempts ||
        !MayPass(answer.status())) {
      return answer;
    }
    if (!pause_(wait)) return absl::CancelledError();
  }
}

absl::StatusOr<v1::CoachResponse> CoachLink::ExchangeOverNew(
    const v1::CoachRequest& event) {
  absl::StatusOr<std::unique_ptr<CoachStream>> stream = client_.Coach();
  if (!stream.ok()) return stream.status();
  stream_ = *std::move(stream);
  return Exchange(event);
}

absl::StatusOr<v1::CoachResponse> CoachLink::Exchange(
    const v1::CoachRequest& event) {
  std::future<std::optional<v1::CoachResponse>> read = std::async(
      std::launch::async, [this, &event]() -> std::optional<v1::CoachResponse> {
        if (!stream_->Write(event)) return std::nullopt;
        return stream_->Read();
      });
  absl::Duration waited;
  while (read.wait_for(absl::ToChronoMilliseconds(kLook)) !=
         std::future_status::ready) {
    waited += kLook;
    if (waited >= kCoachAnswerTimeout || !pause_(absl::ZeroDuration())) {
      stream_->Cancel();
      break;
    }
  }
  std::optional<v1::CoachResponse> answer = read.get();
  if (!answer.has_value()) {
    absl::Status end = stream_->Finish();
    if (end.ok()) end = absl::UnavailableError("the session's stream ended");
    return end;
  }
  token_ = answer->resume_token();
  return *std::move(answer);
}

}  // namespace knead::cli
