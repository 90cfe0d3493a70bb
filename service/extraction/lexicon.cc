#include "service/extraction/lexicon.h"

#include <algorithm>
#include <utility>

#include "absl/container/node_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "service/extraction/limits.h"
#include "service/extraction/phrasing.h"
#include "service/extraction/spelling.h"
#include "service/extraction/stemmer.h"

namespace knead {
namespace {

// The most rows of words that one entry of a class or a cue stands for, when
// the classes in it are written out.
constexpr size_t kMaxRowsOfWords = 4000;

// Whether two words cannot be the same with so few slips.
bool DifferInLength(const std::string& a, const std::string& b, int slips) {
  return a.size() > b.size() + slips || b.size() > a.size() + slips;
}

const std::vector<int>& NoPatterns() {
  static const auto& none = *new std::vector<int>();
  return none;
}

}  // namespace

void RowIndex::Add(const std::vector<WordId>& words, bool exact, int meaning) {
  std::vector<int>& rows = by_first_[words.front()];
  for (const int row : rows) {
    if (rows_[row].exact == exact && rows_[row].words == words) {
      std::vector<int>& meanings = rows_[row].meanings;
      if (std::find(meanings.begin(), meanings.end(), meaning) ==
          meanings.end()) {
        meanings.push_back(meaning);
      }
      return;
    }
  }
  rows.push_back(static_cast<int>(rows_.size()));
  rows_.push_back({words, exact, {meaning}});
}

int RowIndex::LengthAt(const WordRow& row, const std::vector<WordId>& texts,
                       const std::vector<WordId>& stems,
                       const std::vector<bool>& skipped, int at) {
  const std::vector<WordId>& ids = row.exact ? texts : stems;
  const int count = static_cast<int>(ids.size());
  int next = at;
  for (const WordId word : row.words) {
    while (next > at && next < count && ids[next] != word && !skipped.empty() &&
           skipped[next]) {
      ++next;
    }
    if (next >= count || ids[next] != word) return 0;
    ++next;
  }
  return next - at;
}

// Makes a Lexicon.
class LexiconBuilder {
 public:
  explicit LexiconBuilder(const v1::ContentBundle& bundle)
      : bundle_(bundle),
        source_(bundle.lexicon()),
        stemmer_(bundle.manifest().language_code()) {}

  absl::StatusOr<Lexicon> Build() {
    lexicon_.language_code_ = bundle_.manifest().language_code();
    AddClasses();
    AddUnits();
    AddNumbers();
    AddCues();
    AddFindings();
    for (const std::string& word : source_.ordinary_words()) {
      KnowOrdinary(word);
    }
    if (!fault_.ok()) return fault_;
    return std::move(lexicon_);
  }

 private:
  void Fault(const std::string& where, absl::string_view what) {
    if (!fault_.ok()) return;
    fault_ = absl::FailedPreconditionError(
        absl::StrCat("the content is refused: lexicon: ", where, ": ", what));
  }

  WordId Intern(const std::string& word) {
    return lexicon_.words_
        .emplace(word, static_cast<WordId>(lexicon_.words_.size()))
        .first->second;
  }

  // A word that is spelt rightly. Returns its stem.
  const std::string& Know(const std::string& word) {
    const auto [stem, is_new] = stems_.try_emplace(word);
    // The same words come again and again, and stems are slow to make.
    if (is_new) {
      stem->second = stemmer_.Stem(word);
      lexicon_.known_[word] = true;
      lexicon_.known_[stem->second] = true;
    }
    return stem->second;
  }

  // One that tells of nothing by itself.
  void KnowOrdinary(const std::string& word) {
    Know(word);
    lexicon_.ordinary_.insert(word);
  }

  // A word of a phrasing, which may be misspelt. Returns its stem.
  const std::string& Meet(const std::string& word) {
    const bool is_new = !lexicon_.known_.contains(word);
    const std::string& stem = Know(word);
    if (is_new && word.size() >= kMinCorrectedLetters) {
      lexicon_.correctable_[word.front()].push_back({word, stem});
    }
    return stem;
  }

  void AddClasses() {
    for (const v1::WordClass& each : source_.classes()) {
      class_ids_.emplace(each.id(), static_cast<int>(class_ids_.size()));
      lexicon_.classes_.push_back(&each);
      if (each.usual_topic()) {
        lexicon_.usual_topic_ = class_ids_.at(each.id());
      }
    }
    const int count = lexicon_.class_count();
    lexicon_.includes_.assign(count * count, false);
    lexicon_.by_class_.resize(count);
    for (int id = 0; id < count; ++id) {
      std::vector<int> path;
      AddClassWords(id, id, &path);
    }
  }

  // Adds the words of `inner`, and of all classes that it takes in, to `outer`.
  void AddClassWords(int outer, int inner, std::vector<int>* path) {
    const std::string where =
        absl::StrCat("class ", lexicon_.classes_[outer]->id());
    if (std::find(path->begin(), path->end(), inner) != path->end()) {
      Fault(where, "takes in itself");
      return;
    }
    if (lexicon_.Includes(outer, inner)) return;
    lexicon_.includes_[outer * lexicon_.class_count() + inner] = true;
    path->push_back(inner);
    for (const std::string& words : lexicon_.classes_[inner]->words()) {
      absl::string_view other = words;
      if (absl::ConsumePrefix(&other, "$")) {
        const auto found = class_ids_.find(std::string(other));
        if (found == class_ids_.end()) {
          Fault(where, absl::StrCat("there is no class `", other, "`"));
        } else {
          AddClassWords(outer, found->second, path);
        }
        continue;
      }
      std::vector<WordId> row;
      bool exact = false;
      for (absl::string_view word : absl::StrSplit(words, ' ')) {
        if (absl::ConsumePrefix(&word, "=")) exact = true;
      }
      for (absl::string_view word : absl::StrSplit(words, ' ')) {
        absl::ConsumePrefix(&word, "=");
        const std::string text(word);
        if (exact) Know(text);
        row.push_back(Intern(exact ? text : Meet(text)));
      }
      lexicon_.class_rows_.Add(row, exact, outer);
    }
    path->pop_back();
  }

  // All ways to write a row of words with classes in it.
  std::vector<std::vector<std::string>> Written(const std::string& words,
                                                const std::string& where) {
    std::vector<std::vector<std::string>> rows = {{}};
    for (absl::string_view word : absl::StrSplit(words, ' ')) {
      std::vector<std::string> endings;
      if (absl::ConsumePrefix(&word, "$")) {
        const auto found = class_ids_.find(std::string(word));
        if (found == class_ids_.end()) {
          Fault(where, absl::StrCat("there is no class `", word, "`"));
          return {};
        }
        endings = WordsOf(found->second);
      } else {
        endings.emplace_back(word);
      }
      std::vector<std::vector<std::string>> longer;
      for (const auto& row : rows) {
        for (const std::string& ending : endings) {
          longer.push_back(row);
          for (const absl::string_view each : absl::StrSplit(ending, ' ')) {
            longer.back().emplace_back(absl::StripPrefix(each, "="));
          }
        }
      }
      rows = std::move(longer);
      if (rows.size() > kMaxRowsOfWords) {
        Fault(where, "stands for too many rows of words");
        return {};
      }
    }
    return rows;
  }

  // The words of a class and of those that it takes in.
  std::vector<std::string> WordsOf(int id) {
    std::vector<std::string> all;
    for (int inner = 0; inner < lexicon_.class_count(); ++inner) {
      if (!lexicon_.Includes(id, inner)) continue;
      for (const std::string& words : lexicon_.classes_[inner]->words()) {
        if (words.front() != '$') all.push_back(words);
      }
    }
    return all;
  }

  void AddUnits() {
    for (const v1::UnitWords& unit : source_.units()) {
      const int id = static_cast<int>(lexicon_.units_.size());
      lexicon_.units_.push_back(&unit);
      for (const std::string& words : unit.words()) {
        std::vector<WordId> row;
        for (const absl::string_view word : absl::StrSplit(words, ' ')) {
          Know(std::string(word));
          row.push_back(Intern(std::string(word)));
        }
        lexicon_.unit_rows_.Add(row, true, id);
      }
    }
  }

  void AddNumbers() {
    for (const v1::NumberWord& number : source_.numbers()) {
      KnowOrdinary(number.word());
      lexicon_.numbers_[number.word()] = &number;
    }
  }

  void AddCues() {
    for (const v1::ContextCue& cue : source_.cues()) {
      const std::string where =
          absl::StrCat("cue ", v1::CueKind_Name(cue.kind()));
      for (const std::string& words : cue.words()) {
        if (cue.kind() == v1::CUE_KIND_ABBREVIATION) {
          lexicon_.abbreviations_[words] = true;
        }
        for (const auto& row : Written(words, where)) {
          std::vector<WordId> ids;
          for (const std::string& word : row) {
            KnowOrdinary(word);
            ids.push_back(Intern(word));
          }
          lexicon_.cue_rows_.Add(ids, true, cue.kind());
        }
      }
    }
  }

  int FindUnit(absl::string_view unit) const {
    for (size_t i = 0; i < lexicon_.units_.size(); ++i) {
      if (lexicon_.units_[i]->unit() == unit) return static_cast<int>(i);
    }
    return -1;
  }

  void AddFindings() {
    absl::flat_hash_map<std::string, const v1::Finding*> findings;
    for (const v1::Finding& finding : bundle_.findings()) {
      findings[finding.name()] = &finding;
    }
    for (const v1::FindingPhrasings& phrasings : source_.findings()) {
      const auto found = findings.find(phrasings.finding());
      if (found == findings.end()) {
        Fault(phrasings.finding(), "there is no such finding");
        continue;
      }
      LexiconEntry entry;
      entry.phrasings = &phrasings;
      entry.finding = found->second;
      if (found->second->has_quantity()) {
        entry.unit = FindUnit(found->second->quantity().unit());
      }
      lexicon_.entries_.push_back(entry);
      AddPatterns(phrasings.phrasings(), PhrasingRole::kSays);
      AddPatterns(phrasings.hints(), PhrasingRole::kHints);
      AddPatterns(phrasings.denials(), PhrasingRole::kDenies);
      AddPatterns(phrasings.not_meant(), PhrasingRole::kNotMeant);
    }
  }

  template <typename Phrasings>
  void AddPatterns(const Phrasings& phrasings, PhrasingRole role) {
    const std::string where = lexicon_.entries_.back().phrasings->finding();
    for (const std::string& text : phrasings) {
      absl::StatusOr<std::vector<PhrasingPart>> parts = ParsePhrasing(text);
      if (!parts.ok()) {
        Fault(where, absl::StrCat("`", text, "` ", parts.status().message()));
        continue;
      }
      Pattern pattern;
      pattern.entry = static_cast<int>(lexicon_.entries_.size()) - 1;
      pattern.role = role;
      for (const PhrasingPart& part : *parts) {
        pattern.parts.push_back(
            Resolve(part, absl::StrCat(where, ": `", text, "`")));
      }
      for (const PatternPart& part : pattern.parts) {
        for (const PatternChoice& choice : part.choices) {
          pattern.names_part =
              pattern.names_part ||
              (choice.kind == PatternChoice::kClass && choice.id >= 0 &&
               lexicon_.classes_[choice.id]->body_part());
        }
      }
      if (std::none_of(pattern.parts.begin(), pattern.parts.end(),
                       [](const PatternPart& part) { return part.anchor; })) {
        // What is nothing but a place or a number is said by that alone.
        for (PatternPart& part : pattern.parts) part.anchor = !part.gap;
      }
      Index(std::move(pattern));
    }
  }

  PatternPart Resolve(const PhrasingPart& part, const std::string& where) {
    PatternPart resolved;
    resolved.gap = part.gap;
    resolved.optional = part.optional;
    resolved.anchor = !part.gap && !part.optional;
    for (const PhrasingChoice& choice : part.choices) {
      PatternChoice each;
      switch (choice.kind) {
        case PhrasingChoice::kWord:
          each.kind = PatternChoice::kStem;
          each.id = Intern(Meet(choice.text));
          break;
        case PhrasingChoice::kExact:
          each.kind = PatternChoice::kText;
          Know(choice.text);
          each.id = Intern(choice.text);
          break;
        case PhrasingChoice::kClass: {
          each.kind = PatternChoice::kClass;
          const auto found = class_ids_.find(choice.text);
          if (found == class_ids_.end()) {
            Fault(where, absl::StrCat("there is no class `", choice.text, "`"));
            break;
          }
          each.id = found->second;
          if (lexicon_.classes_[each.id]->body_part() ||
              lexicon_.classes_[each.id]->joins()) {
            resolved.anchor = false;
          }
          break;
        }
        case PhrasingChoice::kNumber:
          each.kind = PatternChoice::kNumber;
          resolved.anchor = false;
          if (choice.text.empty()) break;
          each.id = FindUnit(choice.text);
          if (each.id >= 0) break;
          each.any_size = true;
          for (size_t i = 0; i < lexicon_.units_.size(); ++i) {
            if (lexicon_.units_[i]->measures() == choice.text) {
              each.id = static_cast<int>(i);
            }
          }
          if (each.id < 0) {
            Fault(where, absl::StrCat("there is no unit `", choice.text, "`"));
          }
          break;
      }
      resolved.choices.push_back(each);
    }
    return resolved;
  }

  // Adds a pattern under everything that it can begin with.
  void Index(Pattern pattern) {
    // An optional part at the start only widens the words that are shown.
    while (pattern.parts.front().optional) {
      pattern.parts.erase(pattern.parts.begin());
      while (pattern.parts.front().gap) {
        pattern.parts.erase(pattern.parts.begin());
      }
    }
    const int number = static_cast<int>(lexicon_.patterns_.size());
    for (const PatternChoice& choice : pattern.parts.front().choices) {
      switch (choice.kind) {
        case PatternChoice::kStem:
        case PatternChoice::kText:
          lexicon_.by_word_[choice.id].push_back(number);
          break;
        case PatternChoice::kClass:
          if (choice.id >= 0) lexicon_.by_class_[choice.id].push_back(number);
          break;
        case PatternChoice::kNumber:
          lexicon_.by_number_.push_back(number);
          break;
      }
    }
    lexicon_.patterns_.push_back(std::move(pattern));
  }

  const v1::ContentBundle& bundle_;
  const v1::Lexicon& source_;
  Stemmer stemmer_;
  // By word.
  // Nodes stay where they are, and Know() refers to them.
  absl::node_hash_map<std::string, std::string> stems_;
  absl::flat_hash_map<std::string, int> class_ids_;
  Lexicon lexicon_;
  absl::Status fault_;
};

absl::StatusOr<Lexicon> Lexicon::Create(const v1::ContentBundle& bundle) {
  return LexiconBuilder(bundle).Build();
}

const std::vector<int>& Lexicon::PatternsAtWord(WordId word) const {
  const auto found = by_word_.find(word);
  return found == by_word_.end() ? NoPatterns() : found->second;
}

const v1::NumberWord* Lexicon::FindNumber(absl::string_view word) const {
  const auto found = numbers_.find(word);
  return found == numbers_.end() ? nullptr : found->second;
}

WordId Lexicon::FindWord(absl::string_view text) const {
  const auto found = words_.find(text);
  return found == words_.end() ? -1 : found->second;
}

bool Lexicon::IsAbbreviation(absl::string_view word) const {
  return abbreviations_.contains(word);
}

void Lexicon::SetStems(std::vector<Token>* tokens) const {
  // One for each call: a stemmer belongs to one thread.
  Stemmer stemmer(language_code_);
  for (Token& token : *tokens) {
    if (token.kind != TokenKind::kWord) {
      token.stem = token.text;
      continue;
    }
    token.stem = stemmer.Stem(token.text);
    if (known_.contains(token.text) || known_.contains(token.stem) ||
        token.text.size() < kMinCorrectedLetters) {
      continue;
    }
    const auto candidates = correctable_.find(token.text.front());
    if (candidates == correctable_.end()) continue;
    const std::string* meant = nullptr;
    const int most = token.text.size() >= kMinTwiceWrongLetters ? 2 : 1;
    for (int slips = 1; slips <= most && meant == nullptr; ++slips) {
      for (const Correctable& each : candidates->second) {
        if (DifferInLength(token.text, each.text, slips) ||
            !WithinSlips(token.text, each.text, slips)) {
          continue;
        }
        if (meant != nullptr && *meant != each.stem) {
          // As likely one as the other.
          meant = nullptr;
          break;
        }
        meant = &each.stem;
      }
    }
    if (meant != nullptr) token.stem = *meant;
  }
}

}  // namespace knead
