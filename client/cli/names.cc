#include "client/cli/names.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "client/cli/edit_distance.h"
#include "client/cli/text/unicode.h"
#include "client/names.h"

namespace knead::cli {
namespace {

// A name that contains what was typed counts as this near, when that is at
// least kLeastPart letters long.
constexpr int kContainsDistance = 1;
constexpr size_t kLeastPart = 3;

// One slip is forgiven in each of this many letters, and one in any name.
constexpr size_t kLettersForASlip = 3;

// How far `name` is from `text`, both normalised; nothing when too far.
std::optional<int> Distance(absl::string_view text, absl::string_view name) {
  if (text.empty()) return std::nullopt;
  int distance = EditDistance(text, name);
  if (text.size() >= kLeastPart && absl::StrContains(name, text)) {
    distance = std::min(distance, kContainsDistance);
  }
  const size_t letters = CodePoints(text).size();
  const int most =
      static_cast<int>(std::max<size_t>(1, letters / kLettersForASlip));
  if (distance > most) return std::nullopt;
  return distance;
}

// Distance and what to offer.
using Candidate = std::pair<int, std::string>;

std::vector<std::string> Best(std::vector<Candidate> candidates) {
  absl::c_sort(candidates);
  std::vector<std::string> best;
  for (Candidate& candidate : candidates) {
    if (best.size() == kMostSuggestions) break;
    best.push_back(std::move(candidate.second));
  }
  return best;
}

std::string Id(const NamedThing& thing) {
  return std::string(ResourceId(thing.name));
}

std::vector<std::string> NearestIds(absl::string_view normalised,
                                    const std::vector<NamedThing>& things) {
  std::vector<Candidate> candidates;
  for (const NamedThing& thing : things) {
    std::vector<std::string> names = thing.aliases;
    names.push_back(Id(thing));
    names.push_back(thing.display_name);
    std::optional<int> least;
    for (const std::string& name : names) {
      const std::optional<int> distance =
          Distance(normalised, NormalisedName(name));
      if (distance && (!least || *distance < *least)) least = distance;
    }
    if (least) candidates.emplace_back(*least, Id(thing));
  }
  return Best(std::move(candidates));
}

std::string Quoted(const std::vector<std::string>& texts,
                   absl::string_view last_separator) {
  std::string result;
  for (size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) {
      absl::StrAppend(&result, i + 1 < texts.size() ? ", " : last_separator);
    }
    absl::StrAppend(&result, "\"", texts[i], "\"");
  }
  return result;
}

// The ranks at which a thing can answer to a name, best first.
enum Rank { kById, kByDisplayName, kByAlias, kNot };

Rank RankOf(const NamedThing& thing, absl::string_view normalised) {
  if (NormalisedName(Id(thing)) == normalised ||
      NormalisedName(thing.name) == normalised) {
    return kById;
  }
  if (NormalisedName(thing.display_name) == normalised) return kByDisplayName;
  for (const std::string& alias : thing.aliases) {
    if (NormalisedName(alias) == normalised) return kByAlias;
  }
  return kNot;
}

}  // namespace

std::string NormalisedName(absl::string_view text) {
  return absl::StrJoin(
      absl::StrSplit(FoldCase(text), absl::ByAnyChar(" \t\n-_"),
                     absl::SkipEmpty()),
      " ");
}

absl::StatusOr<std::string> ResolveName(absl::string_view text,
                                        const KindWords& words,
                                        const std::vector<NamedThing>& things) {
  const std::string normalised = NormalisedName(text);
  Rank best = kNot;
  std::vector<const NamedThing*> matches;
  for (const NamedThing& thing : things) {
    const Rank rank = RankOf(thing, normalised);
    if (rank == kNot || rank > best) continue;
    if (rank < best) matches.clear();
    best = rank;
    matches.push_back(&thing);
  }
  if (matches.size() == 1) return matches.front()->name;
  if (!matches.empty()) {
    std::vector<std::string> ids;
    ids.reserve(matches.size());
    for (const NamedThing* match : matches) ids.push_back(Id(*match));
    return absl::InvalidArgumentError(
        absl::StrCat("\"", text, "\" can be more than one ", words.singular,
                     ": choose ", Quoted(ids, " or ")));
  }
  const std::vector<std::string> nearest = NearestIds(normalised, things);
  return absl::InvalidArgumentError(absl::StrCat(
      "there is no ", words.singular, " \"", text, "\"; ",
      nearest.empty() ? absl::StrCat("\"", words.list_command,
                                     "\" lists those that there are")
                      : DidYouMean(nearest)));
}

std::vector<std::string> Nearest(absl::string_view text,
                                 const std::vector<std::string>& candidates) {
  std::vector<Candidate> near;
  for (const std::string& candidate : candidates) {
    const std::optional<int> distance =
        Distance(NormalisedName(text), NormalisedName(candidate));
    if (distance) near.emplace_back(*distance, candidate);
  }
  return Best(std::move(near));
}

std::string DidYouMean(const std::vector<std::string>& suggestions) {
  if (suggestions.empty()) return "";
  return absl::StrCat("did you mean ", Quoted(suggestions, " or "), "?");
}

}  // namespace knead::cli
