#ifndef KNEAD_SERVICE_RPC_ASSESS_STREAM_H_
#define KNEAD_SERVICE_RPC_ASSESS_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <functional>

#include "absl/time/time.h"
#include "service/rpc/snapshot.h"
#include "service/rpc/transport/stream.h"
#include "service/rpc/verdict_listener.h"

namespace knead {
namespace rpc {

// Longest request_id of a request of a stream, in bytes.
inline constexpr size_t kMaxRequestIdBytes = 128;

struct AssessStreamLimits {
  // Most requests that one stream answers, 1 or more.
  int64_t max_messages = 100000;
  // How long one stream may last.
  absl::Duration max_time = absl::Hours(1);
};

// Opens streams of AssessmentService.AssessStream: one answer for each request,
// in order, all from the snapshot that the stream began on. A faulty request
// gets its fault as its answer. A message that is no request ends the stream,
// and so does the end of the server, both behind the answers to what came
// before. So does a stream that has come to its limits. `current` must outlive
// the server that serves the streams; `clock` may be called by several threads
// at once, and is the one of the transport. `listener` hears the verdicts.
OpenStream AssessStream(const CurrentSnapshot* current,
                        const AssessStreamLimits& limits,
                        std::function<absl::Time()> clock,
                        VerdictListener listener = {});

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_ASSESS_STREAM_H_
