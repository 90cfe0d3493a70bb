#include "service/rpc/coach_stream.h"

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/session.pb.h"
#include "service/rpc/response_metadata.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/transport_errors.h"

namespace knead {
namespace rpc {
namespace {

class CoachStreamHandler final : public StreamHandler {
 public:
  CoachStreamHandler(Coach coach, Coach::Clock clock, VerdictListener listener,
                     std::shared_ptr<Stream> stream)
      : coach_(std::move(coach)),
        clock_(std::move(clock)),
        listener_(std::move(listener)),
        stream_(std::move(stream)) {
    stream_->WakeAt(coach_.expiry());
  }

  void OnMessage(absl::string_view message) override {
    if (coach_.ended()) return;
    v1::CoachRequest request;
    if (absl::Status parsed = ParseRequest(message, &request); !parsed.ok()) {
      stream_->Finish(std::move(parsed));
      return;
    }
    absl::StatusOr<v1::CoachResponse> response = coach_.Handle(request);
    if (!response.ok()) {
      stream_->Finish(response.status());
      return;
    }
    absl::StatusOr<Payload> payload = Payload::Serialize(*response);
    if (!payload.ok()) {
      stream_->Finish(payload.status());
      return;
    }
    if (response->has_plan()) {
      TellVerdicts(listener_, response->plan().assessment());
    }
    stream_->Send(*std::move(payload));
    if (coach_.ended()) {
      stream_->Finish(absl::OkStatus());
    } else {
      stream_->WakeAt(coach_.expiry());
    }
  }

  // Nobody is there any more who could say that it hurts.
  void OnHalfClose() override { stream_->Finish(absl::OkStatus()); }

  void OnWake() override {
    if (clock_() >= coach_.expiry()) {
      stream_->Finish(coach_.Expired());
    } else {
      stream_->WakeAt(coach_.expiry());
    }
  }

  void OnShutdown() override { stream_->Finish(ShuttingDown()); }

 private:
  Coach coach_;
  const Coach::Clock clock_;
  const VerdictListener listener_;
  const std::shared_ptr<Stream> stream_;
};

}  // namespace

OpenStream CoachStream(const CurrentSnapshot* current,
                       const ResumeTokens* tokens, Coach::Clock clock,
                       VerdictListener listener) {
  return [current, tokens, clock, listener](CallContext& context,
                                            std::shared_ptr<Stream> stream)
             -> absl::StatusOr<std::unique_ptr<StreamHandler>> {
    const std::shared_ptr<const Snapshot> snapshot = current->Get();
    AddRevisionMetadata(*snapshot->catalog, context);
    return std::make_unique<CoachStreamHandler>(
        Coach(snapshot->planner, tokens, clock), clock, listener,
        std::move(stream));
  };
}

}  // namespace rpc
}  // namespace knead
