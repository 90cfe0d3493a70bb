#include "tools/content/lexicon.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/finding.pb.h"
#include "service/extraction/phrasing.h"
#include "service/extraction/stemmer.h"
#include "tools/content/field_checks.h"
#include "tools/content/identifier.h"
#include "tools/content/link_checks.h"
#include "tools/content/loader.h"
#include "tools/content/nearest.h"
#include "tools/content/text_checks.h"
#include "tools/content/text_outline.h"

namespace knead::content {
namespace {

// How a row of words is to be written.
constexpr absl::string_view kWordsForm =
    "write lower-case words without apostrophes and hyphens, with one blank "
    "between";

bool IsPlainWord(absl::string_view word) {
  return !word.empty() &&
         std::all_of(word.begin(), word.end(), [](unsigned char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) ||
                  c >= 0x80 || c == '/' || c == '%';
         });
}

class Checker {
 public:
  Checker(const ContentSet& content, const LexiconParts& lexicon,
          FaultSink* faults)
      : content_(content),
        lexicon_(lexicon),
        faults_(faults),
        stemmer_(content.manifest() == nullptr ? ""
                                               : content.manifest()
                                                     ->As<v1::ContentManifest>()
                                                     .language_code()) {}

  void Run() {
    for (const Entity& part : lexicon_.parts) {
      CheckFields(part, faults_);
      CheckTexts(part, faults_);
      CheckLinks(content_, part, faults_);
      Collect(part);
    }
    for (const Entity& part : lexicon_.parts) {
      const auto& lexicon = part.As<v1::Lexicon>();
      for (int i = 0; i < lexicon.classes_size(); ++i) {
        CheckClass(part, lexicon.classes(i), ElementPath("", "classes", i));
      }
      for (int i = 0; i < lexicon.cues_size(); ++i) {
        CheckCue(part, lexicon.cues(i), ElementPath("", "cues", i));
      }
      for (int i = 0; i < lexicon.numbers_size(); ++i) {
        CheckNumber(part, lexicon.numbers(i), ElementPath("", "numbers", i));
      }
      for (int i = 0; i < lexicon.units_size(); ++i) {
        CheckUnit(part, lexicon.units(i), ElementPath("", "units", i));
      }
      for (int i = 0; i < lexicon.findings_size(); ++i) {
        CheckFinding(part, lexicon.findings(i), ElementPath("", "findings", i));
      }
    }
    CheckCoverage();
  }

 private:
  void Fault(const Entity& part, absl::string_view path, std::string text) {
    faults_->Add(part.FaultAt(path, std::move(text)));
  }

  // Takes note of what there is, and tells what is there twice.
  void Collect(const Entity& part) {
    const auto& lexicon = part.As<v1::Lexicon>();
    const auto once = [&](absl::flat_hash_map<std::string, std::string>* seen,
                          const std::string& key, const std::string& path) {
      if (key.empty()) return;
      const auto [first, is_new] = seen->emplace(key, part.file);
      if (is_new) return;
      Fault(part, path,
            absl::StrCat("`", key, "` is already in ", first->second,
                         "; put both together"));
    };
    for (int i = 0; i < lexicon.classes_size(); ++i) {
      const v1::WordClass& each = lexicon.classes(i);
      const std::string path = ElementPath("", "classes", i);
      once(&class_files_, each.id(), FieldPath(path, "id"));
      classes_.emplace(each.id(), &each);
      if (!each.usual_topic()) continue;
      if (!usual_topic_.empty()) {
        Fault(part, FieldPath(path, "usual_topic"),
              absl::StrCat("is also set for `", usual_topic_,
                           "`; set it for one class alone"));
      }
      usual_topic_ = each.id();
    }
    for (int i = 0; i < lexicon.findings_size(); ++i) {
      once(&finding_files_, lexicon.findings(i).finding(),
           FieldPath(ElementPath("", "findings", i), "finding"));
    }
    for (int i = 0; i < lexicon.units_size(); ++i) {
      once(&unit_files_, lexicon.units(i).unit(),
           FieldPath(ElementPath("", "units", i), "unit"));
      measures_.insert(lexicon.units(i).measures());
    }
    for (int i = 0; i < lexicon.numbers_size(); ++i) {
      once(&number_files_, lexicon.numbers(i).word(),
           FieldPath(ElementPath("", "numbers", i), "word"));
    }
  }

  // Whether the class is there; a fault when it is not.
  bool CheckClassName(const Entity& part, const std::string& path,
                      absl::string_view id) {
    if (classes_.contains(id)) return true;
    std::vector<std::string> ids;
    for (const auto& [name, unused] : classes_) ids.push_back(name);
    std::sort(ids.begin(), ids.end());
    const std::string nearest = Nearest(id, ids);
    Fault(
        part, path,
        absl::StrCat("there is no class `", id, "`; ",
                     nearest.empty() ? "add it to a file of lexicon/"
                                     : absl::StrCat("write `$", nearest, "`")));
    return false;
  }

  void CheckWords(const Entity& part, const std::string& path,
                  absl::string_view words, bool takes_exact) {
    if (words.empty()) return;
    for (absl::string_view word : absl::StrSplit(words, ' ')) {
      if (absl::ConsumePrefix(&word, "$")) {
        CheckClassName(part, path, word);
        continue;
      }
      if (takes_exact) absl::ConsumePrefix(&word, "=");
      if (IsPlainWord(word)) continue;
      Fault(part, path, absl::StrCat("has `", word, "`; ", kWordsForm));
    }
  }

  // The classes that `id` takes in, with itself; false when it takes in itself.
  bool Reaches(const std::string& id, const std::string& target,
               absl::flat_hash_set<std::string>* visited) {
    const auto found = classes_.find(id);
    if (found == classes_.end() || !visited->insert(id).second) return false;
    for (const std::string& words : found->second->words()) {
      absl::string_view other = words;
      if (!absl::ConsumePrefix(&other, "$")) continue;
      if (other == target || Reaches(std::string(other), target, visited)) {
        return true;
      }
    }
    return false;
  }

  void CheckClass(const Entity& part, const v1::WordClass& each,
                  const std::string& path) {
    if (!each.id().empty() && !IsEntityId(each.id())) {
      Fault(part, FieldPath(path, "id"),
            absl::StrCat("is no id; ", kEntityIdForm));
    }
    for (int i = 0; i < each.words_size(); ++i) {
      const std::string& words = each.words(i);
      const std::string at = ElementPath(path, "words", i);
      if (absl::StrContains(words, '$') &&
          (words.front() != '$' || absl::StrContains(words, ' '))) {
        Fault(part, at,
              "has a class among words; give `$class` an element of its own");
        continue;
      }
      CheckWords(part, at, words, /*takes_exact=*/true);
    }
    absl::flat_hash_set<std::string> visited;
    if (Reaches(each.id(), each.id(), &visited)) {
      Fault(part, FieldPath(path, "words"),
            "takes in itself; leave that class out");
    }
    if (!each.regions().empty() && !each.body_part()) {
      Fault(part, FieldPath(path, "regions"),
            "is set, but the class is no part of the body; set body_part");
    }
    if (each.usual_topic() && !each.body_part()) {
      Fault(part, FieldPath(path, "usual_topic"),
            "is set, but the class is no part of the body; set body_part");
    }
  }

  void CheckCue(const Entity& part, const v1::ContextCue& cue,
                const std::string& path) {
    for (int i = 0; i < cue.words_size(); ++i) {
      CheckWords(part, ElementPath(path, "words", i), cue.words(i),
                 /*takes_exact=*/false);
    }
  }

  void CheckNumber(const Entity& part, const v1::NumberWord& number,
                   const std::string& path) {
    CheckWords(part, FieldPath(path, "word"), number.word(),
               /*takes_exact=*/false);
    if (number.min() > number.max()) {
      Fault(part, FieldPath(path, "max"),
            absl::StrCat("is ", number.max(), ", min is ", number.min(),
                         "; max must not be below"));
    }
  }

  void CheckUnit(const Entity& part, const v1::UnitWords& unit,
                 const std::string& path) {
    for (int i = 0; i < unit.words_size(); ++i) {
      CheckWords(part, ElementPath(path, "words", i), unit.words(i),
                 /*takes_exact=*/false);
    }
    if (!(unit.size() > 0)) {
      Fault(part, FieldPath(path, "size"),
            absl::StrCat("is ", unit.size(), "; it must be above 0"));
    }
  }

  void CheckFinding(const Entity& part, const v1::FindingPhrasings& each,
                    const std::string& path) {
    const bool recent = each.tense() == v1::FINDING_TENSE_RECENT;
    if (recent != (each.recent_days() > 0)) {
      Fault(part, FieldPath(path, "recent_days"),
            recent ? "is not set, but the tense is RECENT; say after how many "
                     "days it is over"
                   : "is set, but the tense is not RECENT; remove it");
    }
    const auto* finding = content_.Find<v1::Finding>(each.finding());
    const bool quantity =
        finding != nullptr && finding->kind() == v1::FINDING_KIND_QUANTITY;
    if (quantity && !unit_files_.contains(finding->quantity().unit())) {
      Fault(part, FieldPath(path, "finding"),
            absl::StrCat("is in ", finding->quantity().unit(),
                         ", which is no unit of the lexicon; add it to units"));
    }
    for (int i = 0; i < each.phrasings_size(); ++i) {
      const std::string at = ElementPath(path, "phrasings", i);
      const bool has_number = CheckPhrasing(part, each, at, each.phrasings(i));
      if (quantity && !has_number) {
        Fault(part, at,
              "has no number, but the finding is a quantity; add `#`");
      }
    }
    for (int i = 0; i < each.hints_size(); ++i) {
      CheckPhrasing(part, each, ElementPath(path, "hints", i), each.hints(i));
    }
    for (int i = 0; i < each.denials_size(); ++i) {
      CheckPhrasing(part, each, ElementPath(path, "denials", i),
                    each.denials(i));
    }
    for (int i = 0; i < each.not_meant_size(); ++i) {
      // What is not meant here may well be meant elsewhere.
      bool has_number = false;
      Key(part, ElementPath(path, "not_meant", i), each.not_meant(i),
          &has_number);
    }
  }

  // What two phrasings that find the same have in common; empty for one that is
  // faulty.
  std::string Key(const Entity& part, const std::string& path,
                  const std::string& text, bool* has_number) {
    absl::StatusOr<std::vector<PhrasingPart>> parts = ParsePhrasing(text);
    if (!parts.ok()) {
      Fault(part, path, std::string(parts.status().message()));
      *has_number = true;
      return "";
    }
    std::string key;
    for (const PhrasingPart& each : *parts) {
      std::vector<std::string> choices;
      for (const PhrasingChoice& choice : each.choices) {
        switch (choice.kind) {
          case PhrasingChoice::kWord:
            choices.push_back(stemmer_.Stem(choice.text));
            break;
          case PhrasingChoice::kExact:
            choices.push_back(absl::StrCat("=", choice.text));
            break;
          case PhrasingChoice::kClass:
            CheckClassName(part, path, choice.text);
            choices.push_back(absl::StrCat("$", choice.text));
            break;
          case PhrasingChoice::kNumber:
            *has_number = true;
            choices.push_back(absl::StrCat("#", choice.text));
            if (!choice.text.empty() && !unit_files_.contains(choice.text) &&
                !measures_.contains(choice.text)) {
              Fault(part, path,
                    absl::StrCat("there is no unit `", choice.text,
                                 "`; add it to units, or write `#`"));
            }
            break;
        }
      }
      std::sort(choices.begin(), choices.end());
      absl::StrAppend(&key, each.optional ? "?" : each.gap ? "..." : "");
      for (const std::string& choice : choices) {
        absl::StrAppend(&key, choice, "|");
      }
      key += ' ';
    }
    return key;
  }

  // Whether the phrasing has a number in it.
  bool CheckPhrasing(const Entity& part, const v1::FindingPhrasings& each,
                     const std::string& path, const std::string& text) {
    bool has_number = false;
    const std::string key = Key(part, path, text, &has_number);
    if (key.empty()) return has_number;
    const auto [first, is_new] = phrasings_.emplace(key, &each);
    if (is_new || first->second == &each) return has_number;
    if (!Shares(*first->second, each) && !Shares(each, *first->second)) {
      Fault(part, path,
            absl::StrCat("`", text, "` also belongs to `",
                         first->second->finding(),
                         "`; choose another, or name that in shares_with"));
    }
    return has_number;
  }

  static bool Shares(const v1::FindingPhrasings& one,
                     const v1::FindingPhrasings& other) {
    return std::find(one.shares_with().begin(), one.shares_with().end(),
                     other.finding()) != one.shares_with().end();
  }

  void CheckCoverage() {
    if (lexicon_.parts.empty() || !lexicon_.complete) return;
    absl::flat_hash_set<std::string> covered;
    for (const Entity& part : lexicon_.parts) {
      for (const auto& each : part.As<v1::Lexicon>().findings()) {
        if (!each.phrasings().empty()) covered.insert(each.finding());
      }
    }
    for (const auto& [entity, finding] : content_.All<v1::Finding>()) {
      if (!finding.replaced_by().empty() ||
          finding.assessable_by() != v1::ASSESSOR_ANYONE ||
          covered.contains(entity.name)) {
        continue;
      }
      Fault(entity, "name",
            "has no phrasing in lexicon/, so that nobody who writes of it is "
            "understood; add some");
    }
  }

  const ContentSet& content_;
  const LexiconParts& lexicon_;
  FaultSink* faults_;
  Stemmer stemmer_;
  absl::flat_hash_map<std::string, const v1::WordClass*> classes_;
  std::string usual_topic_;
  // The file in which each of them stands first.
  absl::flat_hash_map<std::string, std::string> class_files_;
  absl::flat_hash_map<std::string, std::string> finding_files_;
  absl::flat_hash_map<std::string, std::string> unit_files_;
  absl::flat_hash_map<std::string, std::string> number_files_;
  absl::flat_hash_set<std::string> measures_;
  // The first finding that each phrasing belongs to.
  absl::flat_hash_map<std::string, const v1::FindingPhrasings*> phrasings_;
};

}  // namespace

LexiconParts ReadLexicon(absl::Span<const SourceFile> files,
                         FaultSink* faults) {
  LexiconParts lexicon;
  for (const SourceFile& file : files) {
    if (!IsLexiconFile(file.path)) continue;
    Entity part;
    if (ReadEntity(file, v1::Lexicon::descriptor(), &part, faults)) {
      lexicon.parts.push_back(std::move(part));
    } else {
      lexicon.complete = false;
    }
  }
  std::sort(lexicon.parts.begin(), lexicon.parts.end(),
            [](const Entity& a, const Entity& b) { return a.file < b.file; });
  return lexicon;
}

void CheckLexicon(const ContentSet& content, const LexiconParts& lexicon,
                  FaultSink* faults) {
  Checker(content, lexicon, faults).Run();
}

v1::Lexicon JoinLexicon(const LexiconParts& lexicon) {
  std::map<std::string, v1::WordClass> classes;
  std::map<std::string, v1::FindingPhrasings> findings;
  std::map<int, v1::ContextCue> cues;
  std::map<std::string, v1::NumberWord> numbers;
  std::map<std::string, v1::UnitWords> units;
  std::map<std::string, bool> ordinary_words;
  for (const Entity& part : lexicon.parts) {
    const auto& each = part.As<v1::Lexicon>();
    for (const auto& word_class : each.classes()) {
      classes[word_class.id()] = word_class;
    }
    for (const auto& finding : each.findings()) {
      findings[finding.finding()] = finding;
    }
    for (const auto& cue : each.cues()) cues[cue.kind()].MergeFrom(cue);
    for (const auto& number : each.numbers()) numbers[number.word()] = number;
    for (const auto& unit : each.units()) units[unit.unit()] = unit;
    for (const auto& word : each.ordinary_words()) ordinary_words[word] = true;
  }
  v1::Lexicon joined;
  for (auto& [key, each] : classes) *joined.add_classes() = std::move(each);
  for (auto& [key, each] : findings) *joined.add_findings() = std::move(each);
  for (auto& [key, each] : cues) {
    std::sort(each.mutable_words()->begin(), each.mutable_words()->end());
    *joined.add_cues() = std::move(each);
  }
  for (auto& [key, each] : numbers) *joined.add_numbers() = std::move(each);
  for (auto& [key, each] : units) *joined.add_units() = std::move(each);
  for (const auto& [word, unused] : ordinary_words) {
    joined.add_ordinary_words(word);
  }
  return joined;
}

}  // namespace knead::content
