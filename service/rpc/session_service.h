#ifndef KNEAD_SERVICE_RPC_SESSION_SERVICE_H_
#define KNEAD_SERVICE_RPC_SESSION_SERVICE_H_

#include "service/rpc/snapshot.h"
#include "service/rpc/transport/service_table.h"
#include "service/rpc/verdict_listener.h"
#include "service/session/resume_token.h"

namespace knead {
namespace rpc {

// The methods of knead.v1.SessionService. What is pointed to must outlive the
// server that serves them. `listener` hears the verdicts of both.
ServiceTable SessionService(const CurrentSnapshot* current,
                            const ResumeTokens* tokens,
                            const VerdictListener& listener = {});

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_SESSION_SERVICE_H_
