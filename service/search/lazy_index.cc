#include "service/search/lazy_index.h"

#include "service/errors/errors.h"

namespace knead {

absl::StatusOr<const SearchIndex*> LazyIndex::Get(absl::Duration patience) {
  std::unique_lock<std::mutex> lock(mutex_);
  const auto is_at_rest = [this] { return !is_being_made_; };
  if (patience == absl::InfiniteDuration()) {
    at_rest_.wait(lock, is_at_rest);
  } else if (!at_rest_.wait_for(lock, absl::ToChronoNanoseconds(patience),
                                is_at_rest)) {
    return SearchNotReady();
  }
  if (index_ != nullptr) return index_.get();
  is_being_made_ = true;
  lock.unlock();
  auto index = SearchIndex::Build(catalog_);
  lock.lock();
  is_being_made_ = false;
  at_rest_.notify_all();
  if (!index.ok()) return index.status();
  index_ = *std::move(index);
  return index_.get();
}

}  // namespace knead
