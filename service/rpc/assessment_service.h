#ifndef KNEAD_SERVICE_RPC_ASSESSMENT_SERVICE_H_
#define KNEAD_SERVICE_RPC_ASSESSMENT_SERVICE_H_

#include "service/rpc/assess_stream.h"
#include "service/rpc/snapshot.h"
#include "service/rpc/transport/service_table.h"

namespace knead {
namespace rpc {

// The methods of knead.v1.AssessmentService. `current` must outlive the server
// that serves them.
ServiceTable AssessmentService(const CurrentSnapshot* current,
                               const AssessStreamLimits& stream_limits = {});

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_ASSESSMENT_SERVICE_H_
