#include "client/cli/words/changes.h"

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

// The unit of a finding; nothing where it is not known.
std::string UnitOf(const std::string& finding, Library& library) {
  if (!library.Load<FindingKind>().ok()) return "";
  const v1::Finding* found = library.Find<FindingKind>(finding);
  return found == nullptr ? "" : found->quantity().unit();
}

// `at calf (left)`, `at any of calf (left), shin (left)`; nothing for no place.
std::string PlaceText(
    const google::protobuf::RepeatedPtrField<v1::BodySite>& sites,
    Library& library) {
  const std::string text = SitesText(sites, library);
  if (text.empty()) return "";
  return absl::StrCat(absl::StrContains(text, ", ") ? "at any of " : "at ",
                      text);
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
  if (change.has_interval()) {
    absl::StrAppend(
        &text, ": ",
        IntervalText(change.interval(), UnitOf(change.finding(), library)));
  }
  const std::string place = PlaceText(change.sites(), library);
  if (!place.empty()) absl::StrAppend(&text, " ", place);
  if (change.stated() == v1::PRESENCE_UNKNOWN) {
    absl::StrAppend(&text, " (you are not sure)");
  }
  return text;
}

std::vector<std::string> ChangeTexts(const v1::ChangeSet& changes,
                                     Library& library) {
  // Findings that make a change alone, by their places in words.
  std::vector<std::pair<std::string, std::vector<v1::FindingChange>>> singles;
  std::vector<std::string> combinations;
  for (const v1::Change& change : changes.changes()) {
    if (change.findings_size() == 1) {
      const v1::FindingChange& finding = change.findings(0);
      const std::string place = PlaceText(finding.sites(), library);
      auto it = absl::c_find_if(
          singles, [&](const auto& each) { return each.first == place; });
      if (it == singles.end()) it = singles.insert(it, {place, {}});
      it->second.push_back(finding);
      continue;
    }
    combinations.push_back(
        absl::StrJoin(change.findings(), " together with ",
                      [&](std::string* out, const v1::FindingChange& finding) {
                        out->append(FindingChangeText(finding, library));
                      }));
  }
  std::vector<std::string> alone;
  std::vector<std::string> texts;
  for (auto& [place, findings] : singles) {
    const bool together = !place.empty() && findings.size() > 1;
    std::vector<std::string> names;
    names.reserve(findings.size());
    for (v1::FindingChange& finding : findings) {
      if (together) finding.clear_sites();
      names.push_back(FindingChangeText(finding, library));
    }
    if (together) {
      texts.push_back(absl::StrCat(place, ": ", absl::StrJoin(names, "; ")));
    } else {
      alone.insert(alone.end(), names.begin(), names.end());
    }
  }
  if (!alone.empty()) texts.insert(texts.begin(), absl::StrJoin(alone, "; "));
  texts.insert(texts.end(), combinations.begin(), combinations.end());
  if (changes.omitted() > 0) {
    texts.push_back(absl::StrCat("and ", changes.omitted(), " more"));
  }
  return texts;
}

}  // namespace knead::cli
