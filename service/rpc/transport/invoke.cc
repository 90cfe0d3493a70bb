#include "service/rpc/transport/invoke.h"

#include "service/rpc/transport/transport_errors.h"

namespace knead {
namespace rpc {
namespace {

absl::StatusOr<Payload> Answer(const Handler& handler, const CallHooks& hooks,
                               absl::Time now, CallContext& context,
                               absl::string_view request) {
  if (absl::Status admitted = Admit(hooks, now, context); !admitted.ok()) {
    return admitted;
  }
  try {
    absl::StatusOr<Payload> response = handler(context, request);
    if (context.has_metadata_fault()) return HandlerFault();
    return response;
  } catch (...) {
    return HandlerFault();
  }
}

}  // namespace

void Begin(const CallHooks& hooks, CallContext& context, CallRecord& record) {
  if (!hooks.started) return;
  try {
    hooks.started(context, record);
  } catch (...) {
    // Whoever listens must not change what happens.
  }
}

absl::Status Admit(const CallHooks& hooks, absl::Time now,
                   CallContext& context) {
  if (context.deadline() <= now) return DeadlinePassed();
  if (context.IsCancelled()) return CallCancelled();
  if (!hooks.admit) return absl::OkStatus();
  try {
    absl::Status admitted = hooks.admit(context);
    if (context.has_metadata_fault()) return HandlerFault();
    return admitted;
  } catch (...) {
    return HandlerFault();
  }
}

void Report(const CallHooks& hooks, const CallContext& context,
            const CallRecord& record) {
  if (!hooks.finished) return;
  try {
    hooks.finished(context, record);
  } catch (...) {
    // Whoever listens must not change what happens.
  }
}

absl::StatusOr<Payload> Invoke(const Handler& handler, const CallHooks& hooks,
                               CallContext& context,
                               absl::string_view request) {
  const absl::Time start = hooks.now();
  CallRecord record;
  Begin(hooks, context, record);
  absl::StatusOr<Payload> response =
      Answer(handler, hooks, start, context, request);
  if (hooks.finished) {
    record.code = response.status().code();
    record.latency = hooks.now() - start;
    record.request_bytes = request.size();
    record.request_messages = 1;
    if (response.ok()) {
      record.response_bytes = response->size();
      record.response_messages = 1;
    }
    Report(hooks, context, record);
  }
  return response;
}

}  // namespace rpc
}  // namespace knead
