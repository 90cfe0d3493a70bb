#ifndef KNEAD_SERVICE_SEARCH_NAMES_H_
#define KNEAD_SERVICE_SEARCH_NAMES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "service/search/analysis.h"

namespace knead {

// Most units of a query that are looked at.
inline constexpr size_t kMaxQueryUnits = 40;

// How far apart in a query the units of one name can stand, and how many of
// them a name can have to be found in any order: with more, a query has too
// many choices of them.
inline constexpr size_t kNameSpan = 4;

// The units of a name without their order: equal for `swollen calf` and `calf,
// swollen`. Empty for a name of which they say too little, since most of its
// words are stop words, or that has more than kNameSpan.
std::string NameKey(const std::vector<StemmedWord>& tokens,
                    const std::vector<Unit>& units);

// All words of a name in order.
std::string ExactKey(const std::vector<StemmedWord>& tokens);

// A name that stands in a query.
struct NameMatch {
  std::string key;
  // How many units of the query it takes.
  int units;
  // Whether it is the name of a danger.
  bool danger;
};

// The names of everything, to find them in queries. Made from one thread, then
// immutable and thread-safe.
class NameTable {
 public:
  // Adds a name by its NameKey; an empty one is left out.
  void Add(const std::string& key, bool danger);

  // The names that stand in a query, whatever their order: each of units that
  // lie within kNameSpan, and none whose units are all part of a longer one.
  std::vector<NameMatch> Find(const std::vector<Unit>& query) const;

 private:
  // Whether it is the name of a danger.
  absl::flat_hash_map<std::string, bool> names_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SEARCH_NAMES_H_
