#include "client/grpc_assessment_stream.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/call_options.h"
#include "client/grpc_status.h"
#include "client/grpc_stream.h"
#include "grpcpp/client_context.h"
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
  GrpcAssessmentStream(std::shared_ptr<v1::AssessmentService::Stub> stub,
                       std::unique_ptr<grpc::ClientContext> context,
                       ResponseMetadata* metadata)
      : stream_(std::move(context), &v1::AssessmentService::Stub::AssessStream,
                std::move(stub), metadata) {}

  bool Write(absl::string_view request_id,
             const v1::AssessRequest& request) override {
    AssessStreamRequest item;
    item.set_request_id(std::string(request_id));
    *item.mutable_request() = request;
    return stream_.Write(item);
  }

  void WritesDone() override { stream_.WritesDone(); }

  std::optional<StreamedAssessment> Read() override {
    std::optional<AssessStreamResponse> answer = stream_.Read();
    if (!answer.has_value()) return std::nullopt;
    return StreamedAssessment{std::move(*answer->mutable_request_id()),
                              ResultOf(*answer)};
  }

  absl::Status Finish() override { return stream_.Finish(); }
  void Cancel() override { stream_.Cancel(); }

 private:
  GrpcStream<AssessStreamRequest, AssessStreamResponse> stream_;
};

}  // namespace

std::unique_ptr<AssessmentStream> OpenAssessmentStream(
    std::shared_ptr<v1::AssessmentService::Stub> stub,
    std::unique_ptr<grpc::ClientContext> context, ResponseMetadata* metadata) {
  return std::make_unique<GrpcAssessmentStream>(std::move(stub),
                                                std::move(context), metadata);
}

}  // namespace knead
