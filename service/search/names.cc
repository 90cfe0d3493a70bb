#include "service/search/names.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/numeric/bits.h"
#include "absl/strings/str_join.h"

namespace knead {
namespace {

static_assert(kMaxQueryUnits <= 64, "a set of units is a word");

// No term has a blank.
std::string KeyOf(std::vector<std::string> terms) {
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return absl::StrJoin(terms, " ");
}

}  // namespace

std::string NameKey(const std::vector<StemmedWord>& tokens,
                    const std::vector<Unit>& units) {
  size_t covered = 0;
  std::vector<std::string> terms;
  for (const Unit& unit : units) {
    covered += unit.end - unit.begin;
    terms.push_back(unit.term);
  }
  if (units.size() > kNameSpan || covered * 2 < tokens.size()) return "";
  return KeyOf(std::move(terms));
}

std::string ExactKey(const std::vector<StemmedWord>& tokens) {
  return absl::StrJoin(tokens, " ",
                       [](std::string* out, const StemmedWord& token) {
                         out->append(token.stem);
                       });
}

void NameTable::Add(const std::string& key, bool danger) {
  if (key.empty()) return;
  bool& is_danger = names_[key];
  is_danger = is_danger || danger;
}

std::vector<NameMatch> NameTable::Find(const std::vector<Unit>& query) const {
  struct Candidate {
    uint64_t units;
    NameMatch match;
  };
  std::vector<Candidate> candidates;
  const size_t size = std::min(query.size(), kMaxQueryUnits);
  for (size_t first = 0; first < size; ++first) {
    const size_t span = std::min(kNameSpan, size - first);
    // Every choice of units with the first one in it.
    for (uint64_t choice = 1; choice < (uint64_t{1} << span); choice += 2) {
      std::vector<std::string> terms;
      for (size_t i = 0; i < span; ++i) {
        if ((choice >> i & 1) != 0) terms.push_back(query[first + i].term);
      }
      std::string key = KeyOf(std::move(terms));
      const auto name = names_.find(key);
      if (name == names_.end()) continue;
      candidates.push_back(
          {choice << first,
           {std::move(key), absl::popcount(choice), name->second}});
    }
  }
  std::vector<NameMatch> matches;
  for (const Candidate& candidate : candidates) {
    const bool is_part = std::any_of(
        candidates.begin(), candidates.end(), [&](const Candidate& other) {
          return other.units != candidate.units &&
                 (other.units & candidate.units) == candidate.units;
        });
    if (!is_part) matches.push_back(candidate.match);
  }
  return matches;
}

}  // namespace knead
