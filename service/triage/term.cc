#include "service/triage/term.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace knead {

bool IsPartOf(const Term& part, const Term& whole) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

Term Union(const Term& a, const Term& b) {
  Term out;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(),
                 std::back_inserter(out));
  return out;
}

std::vector<Term> KeepMinimal(std::vector<Term> terms) {
  std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  if (!terms.empty() && terms.front().empty()) return {Term()};
  std::vector<Term> kept;
  // Those kept, by their first number: a part of a term begins with one of
  // the term's.
  absl::flat_hash_map<uint32_t, std::vector<size_t>> by_first;
  for (Term& term : terms) {
    const bool has_part =
        std::any_of(term.begin(), term.end(), [&](uint32_t number) {
          const auto candidates = by_first.find(number);
          return candidates != by_first.end() &&
                 std::any_of(candidates->second.begin(),
                             candidates->second.end(),
                             [&](size_t i) { return IsPartOf(kept[i], term); });
        });
    if (has_part) continue;
    by_first[term.front()].push_back(kept.size());
    kept.push_back(std::move(term));
  }
  return kept;
}

}  // namespace knead
