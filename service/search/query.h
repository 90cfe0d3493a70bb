#ifndef KNEAD_SERVICE_SEARCH_QUERY_H_
#define KNEAD_SERVICE_SEARCH_QUERY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "knead/v1/search.pb.h"
#include "service/search/analysis.h"
#include "service/search/names.h"
#include "service/search/reader_pool.h"
#include "service/search/snippet.h"
#include "xapian.h"

namespace knead {

// Most words of a query that count.
inline constexpr size_t kMaxQueryWords = kMaxQueryUnits;

// What a query says.
struct ParsedQuery {
  std::vector<StemmedWord> tokens;
  std::vector<Unit> units;
  // The stems of what stands in double quotes.
  std::vector<std::vector<std::string>> phrases;
  // The names that stand in it.
  std::vector<NameMatch> names;
  // With PREFIX: the last word, which may be the beginning of a longer one; the
  // last unit stands for it as it is. Empty: all words are whole.
  std::string prefix;
};

// Takes a query apart.
ParsedQuery ParseQuery(absl::string_view text, v1::SearchMode mode,
                       const Analysis& analysis, const NameTable& names,
                       const Xapian::Stem& stemmer);

// Whether it names a danger.
bool NamesDanger(const ParsedQuery& query);

// With PREFIX: the query with its last word finished in each way that the
// content knows, of long enough beginnings, and not in more than a few ways.
std::vector<std::string> Finished(absl::string_view text,
                                  const ParsedQuery& query,
                                  const SearchReader& reader);

// The query for the index, without filters. Matches what holds any of its
// words, and all of its phrases.
Xapian::Query ToXapian(const ParsedQuery& query);

// What of it to show in texts.
SnippetWords WordsToShow(const ParsedQuery& query);

// `text` with each word that stands nowhere in the content replaced by the
// nearest one that does, or by two that were written as one. The text itself
// when there is none such.
std::string Corrected(absl::string_view text, const ParsedQuery& query,
                      const Analysis& analysis, const SearchReader& reader);

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_QUERY_H_
