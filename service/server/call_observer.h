#ifndef KNEAD_SERVICE_SERVER_CALL_OBSERVER_H_
#define KNEAD_SERVICE_SERVER_CALL_OBSERVER_H_

#include <cstdint>
#include <memory>

#include "service/rpc/transport/call_context.h"
#include "service/rpc/transport/call_ids.h"
#include "service/rpc/transport/invoke.h"
#include "service/server/metrics.h"
#include "service/server/options.h"
#include "spdlog/logger.h"

namespace knead {

// Sees every call at its beginning and its end: gives it its ids and tells them
// to the caller, unless calls are not logged and the caller has none; counts
// it, and logs it. A call that is refused for want of room has no beginning,
// and is counted and not logged. Thread-safe.
class CallObserver {
 public:
  // `metrics` must outlive this object. The seeds are two random numbers.
  CallObserver(Metrics* metrics, std::shared_ptr<spdlog::logger> log,
               LogCalls which, uint64_t seed, uint64_t other_seed)
      : metrics_(metrics),
        log_(std::move(log)),
        which_(which),
        ids_(seed, other_seed) {}

  // For CallHooks.
  void Started(rpc::CallContext& context, rpc::CallRecord& record);
  void Finished(const rpc::CallContext& context, const rpc::CallRecord& record);

 private:
  Metrics* const metrics_;
  const std::shared_ptr<spdlog::logger> log_;
  const LogCalls which_;
  rpc::CallIdSource ids_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_CALL_OBSERVER_H_
