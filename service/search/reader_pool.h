#ifndef KNEAD_SERVICE_SEARCH_READER_POOL_H_
#define KNEAD_SERVICE_SEARCH_READER_POOL_H_

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "service/search/analysis.h"
#include "service/search/memory_file.h"
#include "xapian.h"

namespace knead {

// What one search reads with.
struct SearchReader {
  Xapian::Database database;
  Xapian::Stem stemmer;
};

// Readers of one index. A Xapian database is not thread-safe, and neither are
// copies of one, which share what they hold; so every search has a reader of
// its own while it lasts. There are as many as searches at once, that is, as
// the server has threads: opening one costs 20 microseconds and some blocks of
// memory. A reader for each thread would be bound to threads that the engine
// knows nothing of. Thread-safe.
class ReaderPool {
 public:
  // `file` holds a database in the form of a single file. `analysis` must
  // outlive this object.
  ReaderPool(MemoryFile file, const Analysis* analysis)
      : file_(std::move(file)), analysis_(analysis) {}

  // A reader that nobody else has. Throws Xapian::Error.
  absl::StatusOr<std::unique_ptr<SearchReader>> Take();

  // Gives one back. Whose search threw is better left out.
  void Return(std::unique_ptr<SearchReader> reader);

 private:
  // Guards the file's one place and those that are free. Not Abseil's, since
  // the thread sanitizer sees this one.
  std::mutex mutex_;
  MemoryFile file_;
  const Analysis* const analysis_;
  std::vector<std::unique_ptr<SearchReader>> free_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_READER_POOL_H_
