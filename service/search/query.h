#ifndef KNEAD_SERVICE_SEARCH_QUERY_H_
#define KNEAD_SERVICE_SEARCH_QUERY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "knead/v1/search.pb.h"
#include "service/extraction/extractor.h"
#include "service/search/analysis.h"
#include "service/search/danger_criteria.h"
#include "service/search/names.h"
#include "service/search/reader_pool.h"
#include "service/search/snippet.h"
#include "xapian.h"

namespace knead {

// Most words of a query that count.
inline constexpr size_t kMaxQueryWords = kMaxQueryUnits;

// A finding of which a query speaks.
struct FindingMatch {
  std::string finding;
  // What the query says of it.
  v1::ProposalStatus status;
  // How many words of the query say so.
  int words;
  // The terms of the dangers that it tells of.
  std::vector<std::string> dangers;
};

// What a query says.
struct ParsedQuery {
  std::vector<StemmedWord> tokens;
  std::vector<Unit> units;
  // The stems of what stands in double quotes.
  std::vector<std::vector<std::string>> phrases;
  // The names that stand in it.
  std::vector<NameMatch> names;
  // The findings of which it speaks, as whoever reads what people write
  // understands it.
  std::vector<FindingMatch> findings;
  // With PREFIX: the last word, which may be the beginning of a longer one; the
  // last unit stands for it as it is. Empty: all words are whole.
  std::string prefix;
};

// What queries are understood with.
struct QueryLanguage {
  const Analysis& analysis;
  const NameTable& names;
  const DangerCriteria& dangers;
  const Extractor& extractor;
};

// Takes a query apart.
ParsedQuery ParseQuery(absl::string_view text, v1::SearchMode mode,
                       const QueryLanguage& language,
                       const Xapian::Stem& stemmer);

// The terms of the dangers that it names, by a name of theirs or by what they
// ask for. Empty: it names none.
std::vector<std::string> DangerTerms(const ParsedQuery& query);

// With PREFIX: the query with its last word finished in each way that the
// content knows, of long enough beginnings, and not in more than a few ways.
std::vector<std::string> Finished(absl::string_view text,
                                  const ParsedQuery& query,
                                  const SearchReader& reader);

// The query for the index, without filters. Matches what holds any of its
// words, and all of its phrases; and the dangers that have one of
// `danger_terms`, phrases or not.
Xapian::Query ToXapian(const ParsedQuery& query,
                       const std::vector<std::string>& danger_terms,
                       const SearchReader& reader);

// What of it to show in texts.
SnippetWords WordsToShow(const ParsedQuery& query);

// `text` with each word that stands nowhere in the content replaced by the
// nearest one that does, or by two that were written as one; but words by which
// the text tells of a finding, and such as everybody uses, are left as they
// are. The text itself when there is none such.
std::string Corrected(absl::string_view text, const ParsedQuery& query,
                      const QueryLanguage& language,
                      const SearchReader& reader);

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_QUERY_H_
