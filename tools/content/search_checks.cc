#include "tools/content/search_checks.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "knead/v1/search_words.pb.h"
#include "tools/content/text_outline.h"

namespace knead::content {
namespace {

// Checks one file of search words.
class Checker {
 public:
  Checker(const Entity& entity, FaultSink* faults)
      : entity_(entity), faults_(faults) {}

  void Check(const v1::SearchWords& words) {
    for (int i = 0; i < words.stop_words_size(); ++i) {
      CheckWords(words.stop_words(i), ElementPath("", "stop_words", i), false);
    }
    for (int i = 0; i < words.synonyms_size(); ++i) {
      const std::string set = ElementPath("", "synonyms", i);
      const v1::SynonymSet& synonyms = words.synonyms(i);
      if (synonyms.phrases_size() == 1) {
        Fault(FieldPath(set, "phrases"), "has one phrase; give two or more");
      }
      for (int p = 0; p < synonyms.phrases_size(); ++p) {
        CheckWords(synonyms.phrases(p), ElementPath(set, "phrases", p), true);
      }
    }
  }

 private:
  void CheckWords(const std::string& text, const std::string& path,
                  bool is_phrase) {
    const auto fits = [is_phrase](char c) {
      return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '\'' ||
             (is_phrase && c == ' ');
    };
    if (!std::all_of(text.begin(), text.end(), fits)) {
      Fault(path,
            absl::StrCat(
                "`", text, "` is no ", is_phrase ? "phrase" : "single word",
                "; use lower-case letters, digits",
                is_phrase ? ", apostrophes and blanks" : " and apostrophes"));
    }
    const auto [first, is_new] = seen_.emplace(text, path);
    if (is_new) return;
    Fault(path, absl::StrCat("`", text, "` stands at ", first->second,
                             " too; remove one"));
  }

  void Fault(const std::string& path, std::string text) {
    faults_->Add(entity_.FaultAt(path, std::move(text)));
  }

  const Entity& entity_;
  FaultSink* const faults_;
  // Where each word or phrase stands.
  absl::flat_hash_map<std::string, std::string> seen_;
};

}  // namespace

void CheckSearchWords(const ContentSet& content, FaultSink* faults) {
  const Entity* entity = content.search_words();
  if (entity == nullptr) return;
  Checker(*entity, faults).Check(entity->As<v1::SearchWords>());
}

}  // namespace knead::content
