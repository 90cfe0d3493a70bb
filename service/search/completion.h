#ifndef KNEAD_SERVICE_SEARCH_COMPLETION_H_
#define KNEAD_SERVICE_SEARCH_COMPLETION_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace knead {

// Most completions of a query.
inline constexpr size_t kMaxCompletions = 8;

// What a query can become while it is typed: names, and the words of the
// content. Made from one thread, finished, and then immutable and thread-safe.
class CompletionTable {
 public:
  // Adds a name, as it is shown.
  void AddName(absl::string_view name);

  // Adds a word with the number of times that it occurs.
  void AddWord(absl::string_view word, size_t count);

  // To be called once, when all is added.
  void Finish();

  // The names that begin with the words of `query`, shortest first; and where
  // there is room, the query with its last word completed to one of the
  // content, the most frequent first. At most kMaxCompletions, each once, and
  // none that is the query itself.
  std::vector<std::string> Complete(absl::string_view query) const;

 private:
  // In lower case, with one blank between words; and as it is shown.
  std::vector<std::pair<std::string, std::string>> names_;
  std::vector<std::pair<std::string, size_t>> words_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_COMPLETION_H_
