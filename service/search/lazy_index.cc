#include "service/search/lazy_index.h"

namespace knead {

absl::StatusOr<const SearchIndex*> LazyIndex::Make() {
  std::unique_lock<std::mutex> lock(mutex_);
  at_rest_.wait(lock, [this] { return !is_being_made_; });
  if (index_ != nullptr) return index_.get();
  is_being_made_ = true;
  lock.unlock();
  auto index = SearchIndex::Build(extractor_);
  lock.lock();
  is_being_made_ = false;
  if (index.ok()) index_ = *std::move(index);
  at_rest_.notify_all();
  if (!index.ok()) return index.status();
  return index_.get();
}

const SearchIndex* LazyIndex::Await() const {
  std::unique_lock<std::mutex> lock(mutex_);
  at_rest_.wait_until(lock, patience_ends_,
                      [this] { return index_ != nullptr; });
  return index_.get();
}

}  // namespace knead
