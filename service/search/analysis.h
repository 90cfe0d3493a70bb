#ifndef KNEAD_SERVICE_SEARCH_ANALYSIS_H_
#define KNEAD_SERVICE_SEARCH_ANALYSIS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "knead/v1/search_words.pb.h"
#include "service/search/words.h"
#include "xapian.h"

namespace knead {

// A word of a text with its stem.
struct StemmedWord {
  Word word;
  std::string stem;
};

// A part of a text that counts as one thing: a word, or a phrase that has
// synonyms.
struct Unit {
  // The tokens that it stands for.
  size_t begin;
  size_t end;
  // What it is in the index: a stem, or that of a set of synonyms, which begins
  // with kSynonymMark.
  std::string term;
};

// No stem begins with it.
inline constexpr char kSynonymMark = '=';

// How texts and queries become terms of the index, in one language.
//
// Made once for a snapshot, from one thread, while the content is gone through;
// then immutable and thread-safe.
class Analysis {
 public:
  // `language_code` is a BCP 47 tag; a language that has no stemmer is taken
  // word by word. Xapian::Error: no memory and the like.
  Analysis(const std::string& language_code, const v1::SearchWords& words);

  // A stemmer of the language. It is not thread-safe, so each caller of
  // StemmedWords has its own.
  Xapian::Stem NewStemmer() const;

  // Makes the stems of a text's words known, so that StemmedWords need not make
  // them again.
  void Learn(absl::string_view text, const Xapian::Stem& stemmer);

  // The words of a text with their stems.
  std::vector<StemmedWord> StemmedWords(absl::string_view text,
                                        const Xapian::Stem& stemmer) const;

  // The phrases with synonyms that begin at a token, longest first.
  std::vector<Unit> SynonymsAt(const std::vector<StemmedWord>& tokens,
                               size_t at) const;

  // The tokens as units, longest phrases first, without stop words; or with
  // them where there is nothing else.
  std::vector<Unit> Units(const std::vector<StemmedWord>& tokens) const;

  bool IsStopWord(absl::string_view word) const {
    return stop_words_.contains(word);
  }

  // The words of all synonyms, which count as known.
  const std::vector<std::string>& synonym_words() const {
    return synonym_words_;
  }

 private:
  struct Phrase {
    std::vector<std::string> stems;
    std::string term;
  };

  std::string Stem(const std::string& word, const Xapian::Stem& stemmer) const;

  std::string language_;
  absl::flat_hash_set<std::string> stop_words_;
  // By first stem, longest first.
  absl::flat_hash_map<std::string, std::vector<Phrase>> phrases_;
  std::vector<std::string> synonym_words_;
  absl::flat_hash_map<std::string, std::string> stems_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_ANALYSIS_H_
