#ifndef KNEAD_SERVICE_RPC_TRANSPORT_INVOKE_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_INVOKE_H_

#include <cstddef>
#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "service/rpc/transport/call_context.h"
#include "service/rpc/transport/call_ids.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/payload.h"

namespace knead {
namespace rpc {

// How a call or stream went. It holds nothing of what its messages say.
struct CallRecord {
  // What the call is called, as `started` set it.
  CallIds ids;
  absl::StatusCode code = absl::StatusCode::kOk;
  // Whether there was no room for it: it was not worked on, and there may be
  // very many of them.
  bool refused = false;
  // From the moment the call was taken up until its answer was ready to send;
  // of a stream, until it was over.
  absl::Duration latency;
  size_t request_bytes = 0;
  // 0 for a unary call that failed.
  size_t response_bytes = 0;
  // Messages that came in, and that were sent.
  size_t request_messages = 0;
  size_t response_messages = 0;
};

// What happens around every call and stream, whatever its method: the place for
// authorisation, limits, metrics and the access log. The functions are called
// on the threads that serve calls, several at once; they must not block.
struct CallHooks {
  // Runs first, once for every call that is not refused. It may name the call
  // in `record`, and add metadata to the answer. Empty: calls have no names.
  std::function<void(CallContext& context, CallRecord& record)> started;

  // Runs before the handler, for calls that are still awaited. An error ends
  // the call with that error. It may add metadata to the answer. Empty: every
  // call is admitted.
  std::function<absl::Status(CallContext& context)> admit;

  // Runs once for every call, however it ended. Empty: nobody listens.
  std::function<void(const CallContext& context, const CallRecord& record)>
      finished;

  // The present time.
  std::function<absl::Time()> now = [] { return absl::Now(); };
};

// Tells `started` of a call. What that throws changes nothing.
void Begin(const CallHooks& hooks, CallContext& context, CallRecord& record);

// Whether a call is to be worked on: DeadlinePassed or CallCancelled if its
// caller no longer waits, or else what `admit` says. What that throws, and a
// header that must not be sent, become INTERNAL (HandlerFault).
absl::Status Admit(const CallHooks& hooks, absl::Time now,
                   CallContext& context);

// Tells `finished` of a call. What that throws changes nothing.
void Report(const CallHooks& hooks, const CallContext& context,
            const CallRecord& record);

// Answers one unary call: the one wrapper around every handler. A call that is
// not admitted is not worked on. What a handler throws, and a header that must
// not be sent, become INTERNAL (HandlerFault). Thread-safe for different
// contexts.
absl::StatusOr<Payload> Invoke(const Handler& handler, const CallHooks& hooks,
                               CallContext& context, absl::string_view request);

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_INVOKE_H_
