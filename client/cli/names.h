#ifndef KNEAD_CLIENT_CLI_NAMES_H_
#define KNEAD_CLIENT_CLI_NAMES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace knead::cli {

// What a resource can be called.
struct NamedThing {
  // Resource name, e.g. `muscleGroups/quadriceps`.
  std::string name;
  std::string display_name;
  std::vector<std::string> aliases;
};

// How things of one kind are spoken of in messages.
struct KindWords {
  // `muscle group`.
  std::string singular;
  // What lists them all: `knead muscles`.
  std::string list_command;
};

// At most this many near names are offered when a name is not known.
inline constexpr int kMostSuggestions = 3;

// `text` as names are compared: without differences of case, with one space for
// each run of spaces, hyphens and underscores.
std::string NormalisedName(absl::string_view text);

// The resource name of the thing that `text` means: its id, its resource name,
// its display name or one of its aliases, however written. Ids win over display
// names, and those over aliases.
//
// INVALID_ARGUMENT when there is no such thing, with the nearest ids, or when
// it may be more than one thing. Pure.
absl::StatusOr<std::string> ResolveName(absl::string_view text,
                                        const KindWords& words,
                                        const std::vector<NamedThing>& things);

// Those of `candidates` that look most like `text`, nearest first, at most
// kMostSuggestions; none when nothing comes near. Pure.
std::vector<std::string> Nearest(absl::string_view text,
                                 const std::vector<std::string>& candidates);

// `did you mean "a", "b" or "c"?`, or nothing without suggestions.
std::string DidYouMean(const std::vector<std::string>& suggestions);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_NAMES_H_
