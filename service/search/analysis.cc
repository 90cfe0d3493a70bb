#include "service/search/analysis.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/catalog/language.h"

namespace knead {

Analysis::Analysis(const std::string& language_code,
                   const v1::SearchWords& words)
    : language_(PrimaryLanguage(language_code)),
      stop_words_(words.stop_words().begin(), words.stop_words().end()) {
  const Xapian::Stem stemmer = NewStemmer();
  for (int set = 0; set < words.synonyms_size(); ++set) {
    for (const std::string& text : words.synonyms(set).phrases()) {
      Learn(text, stemmer);
      Phrase phrase;
      phrase.term = absl::StrCat(std::string(1, kSynonymMark), set);
      for (StemmedWord& token : StemmedWords(text, stemmer)) {
        synonym_words_.push_back(std::move(token.word.text));
        phrase.stems.push_back(std::move(token.stem));
      }
      if (phrase.stems.empty()) continue;
      phrases_[phrase.stems.front()].push_back(std::move(phrase));
    }
  }
  for (auto& [stem, phrases] : phrases_) {
    std::stable_sort(phrases.begin(), phrases.end(),
                     [](const Phrase& a, const Phrase& b) {
                       return a.stems.size() > b.stems.size();
                     });
  }
}

Xapian::Stem Analysis::NewStemmer() const {
  return Xapian::Stem(language_, /*fallback=*/true);
}

std::string Analysis::Stem(const std::string& word,
                           const Xapian::Stem& stemmer) const {
  const auto known = stems_.find(word);
  return known != stems_.end() ? known->second : stemmer(word);
}

void Analysis::Learn(absl::string_view text, const Xapian::Stem& stemmer) {
  for (Word& word : SplitWords(text)) {
    const auto [known, is_new] = stems_.try_emplace(std::move(word.text));
    if (is_new) known->second = stemmer(known->first);
  }
}

std::vector<StemmedWord> Analysis::StemmedWords(
    absl::string_view text, const Xapian::Stem& stemmer) const {
  std::vector<StemmedWord> tokens;
  for (Word& word : SplitWords(text)) {
    std::string stem = Stem(word.text, stemmer);
    tokens.push_back({std::move(word), std::move(stem)});
  }
  return tokens;
}

std::vector<Unit> Analysis::SynonymsAt(const std::vector<StemmedWord>& tokens,
                                       size_t at) const {
  std::vector<Unit> units;
  const auto found = phrases_.find(tokens[at].stem);
  if (found == phrases_.end()) return units;
  for (const Phrase& phrase : found->second) {
    const size_t end = at + phrase.stems.size();
    if (end > tokens.size() ||
        !std::equal(phrase.stems.begin(), phrase.stems.end(),
                    tokens.begin() + at,
                    [](const std::string& stem, const StemmedWord& token) {
                      return stem == token.stem;
                    })) {
      continue;
    }
    // Several phrases of a set can have the same stems.
    const bool is_known =
        std::any_of(units.begin(), units.end(), [&](const Unit& unit) {
          return unit.end == end && unit.term == phrase.term;
        });
    if (!is_known) units.push_back({at, end, phrase.term});
  }
  return units;
}

std::vector<Unit> Analysis::Units(
    const std::vector<StemmedWord>& tokens) const {
  std::vector<Unit> units;
  std::vector<Unit> stop_words;
  for (size_t at = 0; at < tokens.size();) {
    std::vector<Unit> phrases = SynonymsAt(tokens, at);
    if (!phrases.empty()) {
      units.push_back(std::move(phrases.front()));
      at = units.back().end;
      continue;
    }
    (IsStopWord(tokens[at].word.text) ? stop_words : units)
        .push_back({at, at + 1, tokens[at].stem});
    ++at;
  }
  return units.empty() ? stop_words : units;
}

}  // namespace knead
