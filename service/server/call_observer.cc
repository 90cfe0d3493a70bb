#include "service/server/call_observer.h"

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "service/rpc/transport/traceparent.h"
#include "service/server/access_log.h"

namespace knead {
namespace {

// How the methods of the health service begin.
constexpr absl::string_view kHealthMethods = "/grpc.health.v1.Health/";

}  // namespace

void CallObserver::Started(rpc::CallContext& context, rpc::CallRecord& record) {
  metrics_->calls().NoteStarted(context.method());
  const auto parent = context.ClientMetadata(rpc::kTraceparentKey);
  const auto request_id = context.ClientMetadata(rpc::kRequestIdKey);
  // Nobody could find anything by them.
  if (which_ == LogCalls::kNone && !parent.has_value() &&
      !request_id.has_value()) {
    return;
  }
  record.ids = ids_.Make(parent.value_or(""), request_id.value_or(""));
  const auto traceparent = record.ids.traceparent();
  context.AddInitialMetadata(
      rpc::kTraceparentKey,
      absl::string_view(traceparent.data(), traceparent.size()));
  context.AddInitialMetadata(rpc::kRequestIdKey, record.ids.request_id());
}

void CallObserver::Finished(const rpc::CallContext& context,
                            const rpc::CallRecord& record) {
  if (record.refused) {
    metrics_->calls().NoteStarted(context.method());
    metrics_->NoteShed(metrics_->calls().IsStream(context.method())
                           ? ShedReason::kStreams
                           : ShedReason::kCalls);
  }
  metrics_->calls().NoteFinished(context.method(), record);
  // There can be very many, and to refuse them has to be cheap.
  if (record.refused) return;
  if (which_ == LogCalls::kNone) return;
  if (which_ == LogCalls::kErrors && record.code == absl::StatusCode::kOk) {
    return;
  }
  // Probes come every few seconds; they would drown the rest.
  if (absl::StartsWith(context.method(), kHealthMethods)) return;
  LogCall(*log_, context, record);
}

}  // namespace knead
