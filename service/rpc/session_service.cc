#include "service/rpc/session_service.h"

#include "absl/time/clock.h"
#include "knead/v1/session_service.grpc.pb.h"
#include "service/rpc/coach_stream.h"
#include "service/rpc/response_metadata.h"
#include "service/rpc/transport/handler.h"

namespace knead {
namespace rpc {

ServiceTable SessionService(const CurrentSnapshot* current,
                            const ResumeTokens* tokens,
                            const VerdictListener& listener) {
  ServiceTable table(v1::SessionService::service_full_name());
  table
      .Unary("PlanSession",
             Typed<v1::PlanSessionRequest, v1::PlanSessionResponse>(
                 [current, listener](CallContext& context,
                                     const v1::PlanSessionRequest& request) {
                   const auto snapshot = current->Get();
                   AddRevisionMetadata(*snapshot->catalog, context);
                   auto response = snapshot->planner->Plan(request);
                   if (response.ok()) {
                     TellVerdicts(listener, response->assessment());
                   }
                   return response;
                 }))
      .Streaming("Coach", CoachStream(current, tokens, absl::Now, listener),
                 v1::CoachRequest::descriptor()->full_name(),
                 v1::CoachResponse::descriptor()->full_name());
  return table;
}

}  // namespace rpc
}  // namespace knead
