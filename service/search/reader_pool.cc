#include "service/search/reader_pool.h"

namespace knead {

absl::StatusOr<std::unique_ptr<SearchReader>> ReaderPool::Take() {
  // Opening is under the lock as well: it reads on from the file's one place.
  std::lock_guard<std::mutex> lock(mutex_);
  if (!free_.empty()) {
    std::unique_ptr<SearchReader> reader = std::move(free_.back());
    free_.pop_back();
    return reader;
  }
  const absl::StatusOr<int> descriptor = file_.Duplicate();
  if (!descriptor.ok()) return descriptor.status();
  // The database closes it.
  return std::make_unique<SearchReader>(
      SearchReader{Xapian::Database(*descriptor), analysis_->NewStemmer()});
}

void ReaderPool::Return(std::unique_ptr<SearchReader> reader) {
  std::lock_guard<std::mutex> lock(mutex_);
  free_.push_back(std::move(reader));
}

}  // namespace knead
