#ifndef KNEAD_SERVICE_EXTRACTION_LEXICON_H_
#define KNEAD_SERVICE_EXTRACTION_LEXICON_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/lexicon.pb.h"
#include "service/extraction/tokens.h"

namespace knead {

// A word of the lexicon by its number; -1: none.
using WordId = int;

// What a phrasing says of its finding.
enum class PhrasingRole { kSays, kHints, kDenies, kNotMeant };

// One thing that can stand at a place of a pattern.
struct PatternChoice {
  enum Kind { kStem, kText, kClass, kNumber };
  Kind kind = kStem;
  // Of a word or a class. Of a number: the unit, -1 for none.
  int id = -1;
  // Of a number: any unit that measures the same will do.
  bool any_size = false;
};

// One part of a pattern.
struct PatternPart {
  bool gap = false;
  bool optional = false;
  // Whether the part carries what is said, rather than where or how much.
  bool anchor = false;
  std::vector<PatternChoice> choices;
};

// A phrasing, resolved.
struct Pattern {
  // Of Lexicon::entries.
  int entry = 0;
  PhrasingRole role = PhrasingRole::kSays;
  // Whether a part of the body is one of its parts.
  bool names_part = false;
  std::vector<PatternPart> parts;
};

// A finding that can be put into words.
struct LexiconEntry {
  const v1::FindingPhrasings* phrasings = nullptr;
  const v1::Finding* finding = nullptr;
  // Of units(), for a quantity whose unit the lexicon knows; else -1.
  int unit = -1;
};

// A row of words as they stand in a text.
struct WordRow {
  // Compared with a token's text where `exact`, else with its stem.
  std::vector<WordId> words;
  bool exact = false;
  // Of a class: the classes that hold it. Of a cue: its kinds. Of a unit: its
  // number.
  std::vector<int> meanings;
};

// Rows by their first word.
class RowIndex {
 public:
  // Adds `meaning` to the row, which is made if need be.
  void Add(const std::vector<WordId>& words, bool exact, int meaning);

  // Calls `found(length, meaning)` for every row that stands at `at`. Within a
  // row, tokens for which `skipped` is set may stand between its words; none
  // when it is empty.
  template <typename Found>
  void Find(const std::vector<WordId>& texts, const std::vector<WordId>& stems,
            const std::vector<bool>& skipped, int at, Found found) const {
    for (const WordId first : {texts[at], stems[at]}) {
      const auto rows = by_first_.find(first);
      if (first < 0 || rows == by_first_.end()) continue;
      for (const int row : rows->second) {
        const int length = LengthAt(rows_[row], texts, stems, skipped, at);
        if (length == 0) continue;
        for (const int meaning : rows_[row].meanings) found(length, meaning);
      }
      if (texts[at] == stems[at]) break;
    }
  }

 private:
  // How many tokens the row takes at `at`; 0 when it does not stand there.
  static int LengthAt(const WordRow& row, const std::vector<WordId>& texts,
                      const std::vector<WordId>& stems,
                      const std::vector<bool>& skipped, int at);

  std::vector<WordRow> rows_;
  absl::flat_hash_map<WordId, std::vector<int>> by_first_;
};

// The lexicon of a content revision, resolved so that a text can be read with
// it. Immutable and thread-safe. Refers to the bundle that it was made of.
class Lexicon {
 public:
  // FAILED_PRECONDITION, with the first fault, when the lexicon of `bundle`
  // cannot be read; the content compiler tells all of them. A bundle without a
  // lexicon gives one in which nothing stands.
  static absl::StatusOr<Lexicon> Create(const v1::ContentBundle& bundle);

  const std::string& language_code() const { return language_code_; }

  const std::vector<LexiconEntry>& entries() const { return entries_; }
  const std::vector<Pattern>& patterns() const { return patterns_; }
  const v1::WordClass& word_class(int id) const { return *classes_[id]; }
  int class_count() const { return static_cast<int>(classes_.size()); }
  const v1::UnitWords& unit(int id) const { return *units_[id]; }

  // The class that is spoken of when no part of the body is named; -1: none.
  int usual_topic() const { return usual_topic_; }

  // Whether a class is, or takes in, another one.
  bool Includes(int outer, int inner) const {
    return includes_[outer * class_count() + inner];
  }

  // Words, classes and cues where they stand in a text.
  const RowIndex& class_rows() const { return class_rows_; }
  const RowIndex& cue_rows() const { return cue_rows_; }
  const RowIndex& unit_rows() const { return unit_rows_; }

  // Patterns that can begin with a word, a class or a number.
  const std::vector<int>& PatternsAtWord(WordId word) const;
  const std::vector<int>& PatternsAtClass(int id) const {
    return by_class_[id];
  }
  const std::vector<int>& PatternsAtNumber() const { return by_number_; }

  // The number in words, or nullptr.
  const v1::NumberWord* FindNumber(absl::string_view word) const;

  int word_count() const { return static_cast<int>(words_.size()); }

  // The number of a word as it stands or of a stem; -1 when it stands nowhere.
  WordId FindWord(absl::string_view text) const;

  // Whether a word, in small letters, is one of those that say how something is
  // meant, or nothing at all; spelt rightly in any case.
  bool IsOrdinary(absl::string_view word) const {
    return ordinary_.contains(word);
  }

  bool IsAbbreviation(absl::string_view word) const;

  // Sets the stem of every word, and that of a misspelt one to the stem of the
  // word that was meant.
  void SetStems(std::vector<Token>* tokens) const;

 private:
  friend class LexiconBuilder;

  // A word of a phrasing that a text may misspell.
  struct Correctable {
    std::string text;
    std::string stem;
  };

  std::string language_code_;
  std::vector<LexiconEntry> entries_;
  std::vector<Pattern> patterns_;
  std::vector<const v1::WordClass*> classes_;
  std::vector<const v1::UnitWords*> units_;
  std::vector<bool> includes_;
  int usual_topic_ = -1;
  RowIndex class_rows_;
  RowIndex cue_rows_;
  RowIndex unit_rows_;
  absl::flat_hash_map<WordId, std::vector<int>> by_word_;
  std::vector<std::vector<int>> by_class_;
  std::vector<int> by_number_;
  absl::flat_hash_map<std::string, const v1::NumberWord*> numbers_;
  absl::flat_hash_map<std::string, WordId> words_;
  // Everything that is spelt rightly: texts and stems.
  absl::flat_hash_map<std::string, bool> known_;
  // Those of them that are numbers, cues or ordinary words.
  absl::flat_hash_set<std::string> ordinary_;
  absl::flat_hash_map<std::string, bool> abbreviations_;
  // By their first letter.
  absl::flat_hash_map<char, std::vector<Correctable>> correctable_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_LEXICON_H_
