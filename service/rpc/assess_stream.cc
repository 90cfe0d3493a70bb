#include "service/rpc/assess_stream.h"

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/arena.h"
#include "knead/v1/assessment_service.pb.h"
#include "service/errors/error_payload.h"
#include "service/errors/errors.h"
#include "service/rpc/response_metadata.h"
#include "service/rpc/status.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/transport_errors.h"
#include "service/triage/engine.h"
#include "service/triage/shared_parts.h"

namespace knead {
namespace rpc {
namespace {

absl::Status CheckItem(const v1::AssessStreamRequest& item) {
  if (item.request_id().empty()) {
    return MissingField("request_id",
                        "choose an id; it comes back with the answer");
  }
  if (item.request_id().size() > kMaxRequestIdBytes) {
    return FieldTooLong("request_id", item.request_id().size(),
                        kMaxRequestIdBytes);
  }
  if (!item.has_request()) {
    return MissingField("request",
                        "say what is known about the person; it may be empty");
  }
  return absl::OkStatus();
}

// The messages come in on one thread and are answered there and then, so the
// answers are in order; while too many wait to be sent, none comes in.
class AssessStreamHandler final : public StreamHandler {
 public:
  AssessStreamHandler(std::shared_ptr<const Snapshot> snapshot,
                      const AssessStreamLimits& limits, absl::Time now,
                      VerdictListener listener, std::shared_ptr<Stream> stream)
      : snapshot_(std::move(snapshot)),
        limits_(limits),
        listener_(std::move(listener)),
        stream_(std::move(stream)) {
    stream_->WakeAt(now + limits_.max_time);
  }

  void OnMessage(absl::string_view message) override {
    if (++messages_ > limits_.max_messages) {
      stream_->Finish(TooManyMessages(limits_.max_messages));
      return;
    }
    CallArena arena;
    auto* item =
        google::protobuf::Arena::CreateMessage<v1::AssessStreamRequest>(
            arena.get());
    if (absl::Status parsed = ParseRequest(message, item); !parsed.ok()) {
      stream_->Finish(std::move(parsed));
      return;
    }
    auto* response =
        google::protobuf::Arena::CreateMessage<v1::AssessStreamResponse>(
            arena.get());
    response->set_request_id(item->request_id());
    const absl::StatusOr<TriageEngine::Answer> answer =
        Answer(arena.get(), *item);
    if (answer.ok()) {
      TellVerdicts(listener_, *answer->assessment);
      response->unsafe_arena_set_allocated_assessment(
          Shared(*answer->assessment));
    } else {
      *response->mutable_status() = ToRpcStatus(answer.status());
    }
    absl::StatusOr<Payload> payload = Payload::Serialize(*response);
    if (payload.ok()) {
      stream_->Send(*std::move(payload));
    } else {
      stream_->Finish(payload.status());
    }
  }

  void OnHalfClose() override { stream_->Finish(absl::OkStatus()); }

  void OnWake() override { stream_->Finish(StreamTooLong(limits_.max_time)); }

  void OnShutdown() override { stream_->Finish(ShuttingDown()); }

 private:
  absl::StatusOr<TriageEngine::Answer> Answer(
      google::protobuf::Arena* arena,
      const v1::AssessStreamRequest& item) const {
    if (absl::Status status = CheckItem(item); !status.ok()) return status;
    absl::StatusOr<TriageEngine::Answer> answer =
        snapshot_->engine->AssessOn(arena, item.request());
    if (!answer.ok()) return WithinField("request", answer.status());
    return answer;
  }

  const std::shared_ptr<const Snapshot> snapshot_;
  const AssessStreamLimits limits_;
  const VerdictListener listener_;
  const std::shared_ptr<Stream> stream_;
  int64_t messages_ = 0;
};

}  // namespace

OpenStream AssessStream(const CurrentSnapshot* current,
                        const AssessStreamLimits& limits,
                        std::function<absl::Time()> clock,
                        VerdictListener listener) {
  return [current, limits, clock = std::move(clock),
          listener = std::move(listener)](CallContext& context,
                                          std::shared_ptr<Stream> stream)
             -> absl::StatusOr<std::unique_ptr<StreamHandler>> {
    std::shared_ptr<const Snapshot> snapshot = current->Get();
    AddRevisionMetadata(*snapshot->catalog, context);
    return std::make_unique<AssessStreamHandler>(
        std::move(snapshot), limits, clock(), listener, std::move(stream));
  };
}

}  // namespace rpc
}  // namespace knead
