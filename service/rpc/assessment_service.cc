#include "service/rpc/assessment_service.h"

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "google/protobuf/arena.h"
#include "knead/v1/assessment_service.grpc.pb.h"
#include "service/rpc/response_metadata.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/payload.h"

namespace knead {
namespace rpc {

ServiceTable AssessmentService(const CurrentSnapshot* current,
                               const AssessStreamLimits& stream_limits,
                               const VerdictListener& listener) {
  ServiceTable table(v1::AssessmentService::service_full_name());
  table
      .Unary(
          "Assess",
          Ready<v1::AssessRequest, v1::Assessment>(
              [current, listener](
                  CallContext& context,
                  const v1::AssessRequest& request) -> absl::StatusOr<Payload> {
                const auto snapshot = current->Get();
                AddRevisionMetadata(*snapshot->catalog, context);
                google::protobuf::Arena arena;
                const auto answer = snapshot->engine->AssessOn(&arena, request);
                if (!answer.ok()) return answer.status();
                TellVerdicts(listener, *answer->assessment);
                return Payload::Copy(answer->bytes);
              }))
      .Streaming("AssessStream",
                 AssessStream(current, stream_limits, absl::Now, listener),
                 v1::AssessStreamRequest::descriptor()->full_name(),
                 v1::AssessStreamResponse::descriptor()->full_name())
      .Unary("Explain", Typed<v1::ExplainRequest, v1::Explanation>(
                            [current](CallContext& context,
                                      const v1::ExplainRequest& request) {
                              const auto snapshot = current->Get();
                              AddRevisionMetadata(*snapshot->catalog, context);
                              return snapshot->engine->Explain(request);
                            }))
      .Unary("ExtractFindings",
             Typed<v1::ExtractFindingsRequest, v1::ExtractFindingsResponse>(
                 [current](CallContext& context,
                           const v1::ExtractFindingsRequest& request) {
                   const auto snapshot = current->Get();
                   AddRevisionMetadata(*snapshot->catalog, context);
                   return snapshot->extractor->Extract(request);
                 }));
  return table;
}

}  // namespace rpc
}  // namespace knead
