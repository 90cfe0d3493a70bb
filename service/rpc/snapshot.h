#ifndef KNEAD_SERVICE_RPC_SNAPSHOT_H_
#define KNEAD_SERVICE_RPC_SNAPSHOT_H_

#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "service/catalog/catalog.h"
#include "service/extraction/extractor.h"
#include "service/figure/atlas.h"
#include "service/lazy/lazy.h"
#include "service/search/lazy_index.h"
#include "service/session/planner.h"
#include "service/triage/engine.h"
#include "service/triage/facts.h"

namespace knead {
namespace rpc {

// One content revision, ready to answer. Immutable and thread-safe.
struct Snapshot {
  std::shared_ptr<const Catalog> catalog;
  std::shared_ptr<const TriageEngine> engine;
  std::shared_ptr<const Planner> planner;
  // Made ready when they are first asked for.
  std::shared_ptr<const Lazy<Atlas>> atlas;
  std::shared_ptr<const Extractor> extractor;
  std::shared_ptr<LazyIndex> search;
};

// Makes a snapshot of a serialised ContentBundle, whose engine takes at most
// `max_observations` in a request. FAILED_PRECONDITION, saying what is wrong
// with it, when it cannot be served.
absl::StatusOr<std::shared_ptr<const Snapshot>> MakeSnapshot(
    absl::string_view bundle_bytes, absl::Time load_time,
    int max_observations = kMaxObservations);

// Makes ready at once what is otherwise made when it is first asked for, but
// for the search index. FAILED_PRECONDITION, saying what is wrong, when that
// cannot be done: such a snapshot is not to be served.
absl::Status Prepare(const Snapshot& snapshot);

// The snapshot that new calls begin on. A call keeps the one that it began on,
// so a new one can be set at any time. Thread-safe.
class CurrentSnapshot {
 public:
  explicit CurrentSnapshot(std::shared_ptr<const Snapshot> snapshot)
      : snapshot_(std::move(snapshot)) {}

  std::shared_ptr<const Snapshot> Get() const {
    return std::atomic_load_explicit(&snapshot_, std::memory_order_acquire);
  }

  void Set(std::shared_ptr<const Snapshot> snapshot) {
    std::atomic_store_explicit(&snapshot_, std::move(snapshot),
                               std::memory_order_release);
  }

 private:
  std::shared_ptr<const Snapshot> snapshot_;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_SNAPSHOT_H_
