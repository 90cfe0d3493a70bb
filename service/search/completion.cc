#include "service/search/completion.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "service/search/words.h"

namespace knead {
namespace {

std::string Normalised(const std::vector<Word>& words) {
  return absl::StrJoin(words, " ", [](std::string* out, const Word& word) {
    out->append(word.text);
  });
}

// The entries of a sorted list whose first part begins with `prefix`.
template <typename Entry>
auto RangeOf(const std::vector<Entry>& entries, const std::string& prefix) {
  const auto begin = std::lower_bound(
      entries.begin(), entries.end(), prefix,
      [](const Entry& e, const std::string& p) { return e.first < p; });
  const auto end = std::find_if_not(begin, entries.end(), [&](const Entry& e) {
    return absl::StartsWith(e.first, prefix);
  });
  return std::vector<Entry>(begin, end);
}

template <typename Entry>
void SortOut(std::vector<Entry>& entries) {
  std::sort(entries.begin(), entries.end());
  entries.erase(std::unique(entries.begin(), entries.end(),
                            [](const Entry& a, const Entry& b) {
                              return a.first == b.first;
                            }),
                entries.end());
}

}  // namespace

void CompletionTable::AddName(absl::string_view name) {
  std::string key = Normalised(SplitWords(name));
  if (!key.empty()) names_.emplace_back(std::move(key), std::string(name));
}

void CompletionTable::AddWord(absl::string_view word, size_t count) {
  words_.emplace_back(std::string(word), count);
}

void CompletionTable::Finish() {
  SortOut(names_);
  SortOut(words_);
}

std::vector<std::string> CompletionTable::Complete(
    absl::string_view query) const {
  const std::vector<Word> typed = SplitWords(query);
  if (typed.empty()) return {};
  const std::string prefix = Normalised(typed);
  std::vector<std::string> completions;
  const auto add = [&](const std::string& completion) {
    if (completions.size() < kMaxCompletions &&
        std::find(completions.begin(), completions.end(), completion) ==
            completions.end()) {
      completions.push_back(completion);
    }
  };
  auto names = RangeOf(names_, prefix);
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
    return std::make_tuple(a.first.size(), a.first) <
           std::make_tuple(b.first.size(), b.first);
  });
  for (const auto& [key, name] : names) {
    if (key != prefix) add(name);
  }
  // With a blank behind it, the last word is whole.
  if (typed.back().end < query.size()) return completions;
  auto words = RangeOf(words_, typed.back().text);
  std::stable_sort(
      words.begin(), words.end(),
      [](const auto& a, const auto& b) { return a.second > b.second; });
  const std::string before =
      prefix.substr(0, prefix.size() - typed.back().text.size());
  for (const auto& [word, count] : words) {
    if (word != typed.back().text) add(absl::StrCat(before, word));
  }
  return completions;
}

}  // namespace knead
