#include "client/grpc_assessment_stream.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/grpc_metadata.h"
#include "client/grpc_status.h"
#include "grpcpp/support/sync_stream.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/assessment_service.pb.h"

namespace knead {
namespace {

using v1::AssessStreamRequest;
using v1::AssessStreamResponse;

absl::StatusOr<v1::Assessment> ResultOf(AssessStreamResponse& answer) {
  if (answer.has_assessment()) return std::move(*answer.mutable_assessment());
  absl::Status status = ToAbslStatus(answer.status());
  if (!status.ok()) return status;
  // A result of a kind that came later, or a fault that is none.
  return absl::InternalError("the server sent an answer without a result");
}

class GrpcAssessmentStream final : public AssessmentStream {
 public:
  GrpcAssessmentStream(v1::AssessmentService::Stub& stub,
                       std::unique_ptr<grpc::ClientContext> context,
                       ResponseMetadata* metadata)
      : context_(std::move(context)),
        metadata_(metadata),
        stream_(stub.AssessStream(context_.get())) {}

  ~GrpcAssessmentStream() override {
    if (end_.has_value()) return;
    context_->TryCancel();
    End();
  }

  bool Write(absl::string_view request_id,
             const v1::AssessRequest& request) override {
    if (writes_done_) return false;
    AssessStreamRequest item;
    item.set_request_id(std::string(request_id));
    *item.mutable_request() = request;
    return stream_->Write(item);
  }

  void WritesDone() override {
    if (writes_done_) return;
    writes_done_ = true;
    stream_->WritesDone();
  }

  std::optional<StreamedAssessment> Read() override {
    AssessStreamResponse answer;
    if (reads_done_ || !stream_->Read(&answer)) {
      reads_done_ = true;
      return std::nullopt;
    }
    return StreamedAssessment{std::move(*answer.mutable_request_id()),
                              ResultOf(answer)};
  }

  absl::Status Finish() override {
    if (!end_.has_value()) End();
    return *end_;
  }

  void Cancel() override { context_->TryCancel(); }

 private:
  void End() {
    if (!writes_done_) stream_->WritesDone();
    writes_done_ = true;
    AssessStreamResponse unread;
    while (!reads_done_ && stream_->Read(&unread)) continue;
    reads_done_ = true;
    end_ = ToAbslStatus(stream_->Finish());
    if (metadata_ != nullptr) *metadata_ = ReceivedMetadata(*context_);
  }

  const std::unique_ptr<grpc::ClientContext> context_;
  ResponseMetadata* const metadata_;
  const std::unique_ptr<
      grpc::ClientReaderWriter<AssessStreamRequest, AssessStreamResponse>>
      stream_;
  // The writer's.
  bool writes_done_ = false;
  // The reader's.
  bool reads_done_ = false;
  // How the stream ended, once it was finished.
  std::optional<absl::Status> end_;
};

}  // namespace

std::unique_ptr<AssessmentStream> OpenAssessmentStream(
    v1::AssessmentService::Stub& stub,
    std::unique_ptr<grpc::ClientContext> context, ResponseMetadata* metadata) {
  return std::make_unique<GrpcAssessmentStream>(stub, std::move(context),
                                                metadata);
}

}  // namespace knead
