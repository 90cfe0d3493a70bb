#include "client/cli/words/changes.h"

#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "client/cli/library.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/words/places.h"
#include "client/cli/words/quantities.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/explanation.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {
namespace {

// The finding; null where it is not known.
const v1::Finding* FindingOf(const std::string& finding, Library& library) {
  if (!library.Load<FindingKind>().ok()) return nullptr;
  return library.Find<FindingKind>(finding);
}

// `at calf (left)`, `at any of calf, shin (left leg)`, `on the left leg`;
// nothing for no place, and where the finding's own words say it.
std::string PlaceText(const v1::FindingChange& change, Library& library) {
  if (AreWholePlace(change.finding(), change.sites(), library)) {
    google::protobuf::RepeatedField<int> sides;
    for (const v1::BodySite& site : change.sites()) sides.Add(site.side());
    const std::string legs = SidesText(sides);
    if (legs.empty() || absl::StartsWith(legs, "both")) return "";
    return absl::StrCat("on the ", legs);
  }
  const std::string text = SitesText(change.sites(), library);
  if (text.empty()) return "";
  return absl::StrCat(absl::StrContains(text, ", ") ? "at any of " : "at ",
                      text);
}

std::string JoinTogether(const std::vector<std::string>& findings) {
  return absl::StrJoin(findings, " together with ");
}

// A line, and how many changes it tells.
struct Line {
  std::string text;
  int changes;
};

// Combinations in words. Those that differ in one finding only stand on one
// line, so that what they share is not said again and again.
std::vector<Line> CombinationLines(
    std::vector<std::vector<std::string>> combinations) {
  std::vector<Line> lines;
  while (!combinations.empty()) {
    // What is shared, and the combinations and their own findings.
    std::map<std::vector<std::string>, std::vector<std::pair<size_t, size_t>>>
        alike;
    for (size_t i = 0; i < combinations.size(); ++i) {
      for (size_t j = 0; j < combinations[i].size(); ++j) {
        std::vector<std::string> shared = combinations[i];
        shared.erase(shared.begin() + static_cast<std::ptrdiff_t>(j));
        alike[std::move(shared)].emplace_back(i, j);
      }
    }
    const auto most =
        absl::c_max_element(alike, [](const auto& a, const auto& b) {
          return a.second.size() < b.second.size();
        });
    if (most->second.size() == 1) break;
    std::vector<std::string> own;
    std::set<size_t> done;
    for (const auto& [i, j] : most->second) {
      own.push_back(combinations[i][j]);
      done.insert(i);
    }
    lines.push_back(
        {absl::StrCat(JoinTogether(most->first),
                      ", with any one of: ", absl::StrJoin(own, "; ")),
         static_cast<int>(own.size())});
    for (auto it = done.rbegin(); it != done.rend(); ++it) {
      combinations.erase(combinations.begin() +
                         static_cast<std::ptrdiff_t>(*it));
    }
  }
  for (const std::vector<std::string>& each : combinations) {
    lines.push_back({JoinTogether(each), 1});
  }
  return lines;
}

}  // namespace

std::string IntervalText(const v1::QuantityInterval& interval,
                         absl::string_view unit) {
  const std::string lower = NumberText(interval.lower());
  const std::string upper = NumberText(interval.upper());
  const std::string in_unit = unit.empty() ? "" : absl::StrCat(" ", unit);
  if (!interval.has_lower() && !interval.has_upper()) {
    return absl::StrCat("any number", unit.empty() ? "" : " of ", unit);
  }
  if (!interval.has_upper()) {
    return interval.lower_open() ? absl::StrCat("more than ", lower, in_unit)
                                 : absl::StrCat(lower, in_unit, " or more");
  }
  if (!interval.has_lower()) {
    return interval.upper_open() ? absl::StrCat("less than ", upper, in_unit)
                                 : absl::StrCat(upper, in_unit, " or less");
  }
  if (interval.lower() == interval.upper()) return absl::StrCat(lower, in_unit);
  if (!interval.lower_open() && !interval.upper_open()) {
    return absl::StrCat(lower, " to ", upper, in_unit);
  }
  return absl::StrCat(
      interval.lower_open() ? "more than " : "at least ", lower, " and ",
      interval.upper_open() ? "less than " : "at most ", upper, in_unit);
}

std::string FindingChangeText(const v1::FindingChange& change,
                              Library& library) {
  std::string text = change.display_name().empty()
                         ? library.DisplayName(change.finding())
                         : change.display_name();
  const v1::Finding* finding = FindingOf(change.finding(), library);
  if (change.has_interval()) {
    absl::StrAppend(
        &text, ": ",
        IntervalText(change.interval(),
                     finding == nullptr ? "" : finding->quantity().unit()));
  } else if (finding != nullptr &&
             finding->kind() == v1::FINDING_KIND_QUANTITY) {
    // Nobody is without an age.
    absl::StrAppend(&text, " as stated");
  }
  const std::string place = PlaceText(change, library);
  if (!place.empty()) absl::StrAppend(&text, " ", place);
  if (change.stated() == v1::PRESENCE_UNKNOWN) {
    absl::StrAppend(&text, " (you are not sure)");
  }
  return text;
}

std::vector<std::string> ChangeTexts(const v1::ChangeSet& changes, int most,
                                     Library& library) {
  // Findings that make a change alone, by their places in words.
  std::vector<std::pair<std::string, std::vector<v1::FindingChange>>> singles;
  std::vector<std::vector<std::string>> combinations;
  for (const v1::Change& change : changes.changes()) {
    if (change.findings_size() == 1) {
      const v1::FindingChange& finding = change.findings(0);
      const std::string place = PlaceText(finding, library);
      auto it = absl::c_find_if(
          singles, [&](const auto& each) { return each.first == place; });
      if (it == singles.end()) it = singles.insert(it, {place, {}});
      it->second.push_back(finding);
      continue;
    }
    std::vector<std::string>& findings = combinations.emplace_back();
    for (const v1::FindingChange& finding : change.findings()) {
      findings.push_back(FindingChangeText(finding, library));
    }
  }
  std::vector<Line> lines;
  std::vector<Line> by_place;
  for (auto& [place, findings] : singles) {
    const bool together = !place.empty() && findings.size() > 1;
    std::vector<std::string> names;
    names.reserve(findings.size());
    for (v1::FindingChange& finding : findings) {
      if (together) finding.clear_sites();
      names.push_back(FindingChangeText(finding, library));
    }
    if (together) {
      by_place.push_back({absl::StrCat(place, ": ", absl::StrJoin(names, "; ")),
                          static_cast<int>(names.size())});
    } else {
      for (std::string& name : names) lines.push_back({std::move(name), 1});
    }
  }
  absl::c_move(by_place, std::back_inserter(lines));
  absl::c_move(CombinationLines(std::move(combinations)),
               std::back_inserter(lines));

  std::vector<std::string> texts;
  int omitted = changes.omitted();
  for (Line& line : lines) {
    if (static_cast<int>(texts.size()) < most) {
      texts.push_back(std::move(line.text));
    } else {
      omitted += line.changes;
    }
  }
  if (omitted > 0) texts.push_back(absl::StrCat("and ", omitted, " more"));
  return texts;
}

}  // namespace knead::cli
