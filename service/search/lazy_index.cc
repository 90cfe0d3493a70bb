#include "service/search/lazy_index.h"

#include "service/errors/errors.h"

namespace knead {

absl::StatusOr<const SearchIndex*> LazyIndex::Get(absl::Duration patience) {
  {
    absl::MutexLock lock(&mutex_);
    if (!mutex_.AwaitWithTimeout(absl::Condition(this, &LazyIndex::IsAtRest),
                                 patience)) {
      return SearchNotReady();
    }
    if (index_ != nullptr) return index_.get();
    is_being_made_ = true;
  }
  auto index = SearchIndex::Build(catalog_);
  absl::MutexLock lock(&mutex_);
  is_being_made_ = false;
  if (!index.ok()) return index.status();
  index_ = *std::move(index);
  return index_.get();
}

}  // namespace knead
