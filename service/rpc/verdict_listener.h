#ifndef KNEAD_SERVICE_RPC_VERDICT_LISTENER_H_
#define KNEAD_SERVICE_RPC_VERDICT_LISTENER_H_

#include <functional>

#include "knead/v1/assessment.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead {
namespace rpc {

// Is told the two verdicts of every assessment that is given to a caller, and
// nothing else of it: how soon to see somebody, on what is known, and whether
// massage is allowed. Called on the threads that serve calls, several at once;
// must not block. Empty: nobody listens.
using VerdictListener =
    std::function<void(v1::Urgency urgency, v1::Permission permission)>;

inline void TellVerdicts(const VerdictListener& listener,
                         const v1::Assessment& assessment) {
  if (listener) {
    listener(assessment.urgency().floor(),
             assessment.permission().permission());
  }
}

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_VERDICT_LISTENER_H_
