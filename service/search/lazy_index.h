#ifndef KNEAD_SERVICE_SEARCH_LAZY_INDEX_H_
#define KNEAD_SERVICE_SEARCH_LAZY_INDEX_H_

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "service/catalog/catalog.h"
#include "service/search/index.h"

namespace knead {

// How long a search waits for an index that is being made, since it holds a
// thread that serves others meanwhile. The shipped content takes a tenth of it.
inline constexpr absl::Duration kMaxIndexWait = absl::Seconds(1);

// The search index of a catalog, made when it is first asked for: whoever wants
// it ready makes it so beforehand, and whoever never searches does not pay for
// it. Thread-safe.
class LazyIndex {
 public:
  explicit LazyIndex(std::shared_ptr<const Catalog> catalog)
      : catalog_(std::move(catalog)) {}

  LazyIndex(const LazyIndex&) = delete;
  LazyIndex& operator=(const LazyIndex&) = delete;

  // The index, which lives as long as this object. Makes it, unless that was
  // done or is being done by somebody else, for whom this waits at most
  // `patience`. UNAVAILABLE (SearchNotReady) when that is over; or why it
  // cannot be made, which the next call tries again.
  absl::StatusOr<const SearchIndex*> Get(absl::Duration patience);

 private:
  const std::shared_ptr<const Catalog> catalog_;
  // Guards what follows. Not Abseil's, since the thread sanitizer sees this
  // one.
  std::mutex mutex_;
  std::condition_variable at_rest_;
  bool is_being_made_ = false;
  std::unique_ptr<const SearchIndex> index_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_LAZY_INDEX_H_
