#ifndef KNEAD_SERVICE_SEARCH_SNIPPET_H_
#define KNEAD_SERVICE_SEARCH_SNIPPET_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/search.pb.h"
#include "service/search/analysis.h"

namespace knead {

// Most snippets of a result.
inline constexpr int kMaxSnippets = 2;

// About how long the text of a snippet is, in bytes: two lines of a terminal.
// Its ellipses, and what is left of its last word, come on top.
inline constexpr size_t kSnippetBytes = 150;

// What is looked for in texts.
struct SnippetWords {
  // Stems, and sets of synonyms.
  absl::flat_hash_set<std::string> terms;
  // The beginning of a word; empty: none.
  std::string prefix;
};

// The pieces of `texts` in which most of what is looked for stands, the best
// first; equal ones in the order of the texts. None where nothing of it stands.
google::protobuf::RepeatedPtrField<v1::SearchSnippet> MakeSnippets(
    const std::vector<absl::string_view>& texts, const SnippetWords& words,
    const Analysis& analysis, const Xapian::Stem& stemmer);

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_SNIPPET_H_
