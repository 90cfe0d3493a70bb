#ifndef KNEAD_SERVICE_RPC_COACH_STREAM_H_
#define KNEAD_SERVICE_RPC_COACH_STREAM_H_

#include "service/rpc/snapshot.h"
#include "service/rpc/transport/stream.h"
#include "service/rpc/verdict_listener.h"
#include "service/session/coach.h"
#include "service/session/resume_token.h"

namespace knead {
namespace rpc {

// Opens streams of SessionService.Coach: a Coach each, which answers every
// event in order, on the snapshot that the stream began on. A stream ends with
// OK behind the last response of a session, and with an error behind the
// answers to what came before when an event is faulty, when the session runs
// out, or when the server stops. What is pointed to must outlive the server
// that serves the streams; `clock` may be called by several threads at once,
// and is the one of the transport. `listener` hears the verdicts of the first
// assessment, and of those that take its place.
OpenStream CoachStream(const CurrentSnapshot* current,
                       const ResumeTokens* tokens, Coach::Clock clock,
                       VerdictListener listener = {});

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_COACH_STREAM_H_
