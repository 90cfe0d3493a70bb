#ifndef KNEAD_SERVICE_SERVER_PROCESS_METRICS_H_
#define KNEAD_SERVICE_SERVER_PROCESS_METRICS_H_

#include <vector>

#include "prometheus/collectable.h"
#include "prometheus/metric_family.h"

namespace knead {

// What this process uses, under the names that Prometheus's client libraries
// share: CPU time, memory, file descriptors, start. What the system does not
// tell is left out. Thread-safe.
class ProcessMetrics : public prometheus::Collectable {
 public:
  std::vector<prometheus::MetricFamily> Collect() const override;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_PROCESS_METRICS_H_
