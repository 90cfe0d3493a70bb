#ifndef KNEAD_SERVICE_SEARCH_LAZY_INDEX_H_
#define KNEAD_SERVICE_SEARCH_LAZY_INDEX_H_

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "service/extraction/extractor.h"
#include "service/search/index.h"

namespace knead {

// How long after it came into being an index that is being made is waited for,
// by searches that hold a thread that serves others meanwhile. The shipped
// content takes less than a tenth of it.
inline constexpr absl::Duration kMaxIndexWait = absl::Seconds(2);

// The search index of the content of an extractor, made when it is first asked
// for: whoever wants it ready makes it so beforehand, and whoever never
// searches does not pay for it. Thread-safe.
class LazyIndex {
 public:
  explicit LazyIndex(std::shared_ptr<const Extractor> extractor)
      : extractor_(std::move(extractor)) {}

  LazyIndex(const LazyIndex&) = delete;
  LazyIndex& operator=(const LazyIndex&) = delete;

  // The index, which lives as long as this object. Makes it, unless that was
  // done or is being done by somebody else, for whom this waits. Or why it
  // cannot be made, which the next call tries again.
  absl::StatusOr<const SearchIndex*> Make();

  // The index if it was made, or is before this object is kMaxIndexWait old;
  // nullptr otherwise. Makes nothing.
  const SearchIndex* Await() const;

 private:
  const std::shared_ptr<const Extractor> extractor_;
  const std::chrono::steady_clock::time_point patience_ends_ =
      std::chrono::steady_clock::now() +
      absl::ToChronoNanoseconds(kMaxIndexWait);
  // Guards what follows. Not Abseil's, since the thread sanitizer sees this
  // one.
  mutable std::mutex mutex_;
  mutable std::condition_variable at_rest_;
  bool is_being_made_ = false;
  std::unique_ptr<const SearchIndex> index_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_LAZY_INDEX_H_
