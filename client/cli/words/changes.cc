#include "client/cli/words/changes.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "client/cli/library.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/words/places.h"
#include "client/cli/words/quantities.h"
#include "knead/v1/assessment.pb.h"
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
  const std::string sites = SitesText(change.sites(), library);
  if (!sites.empty()) absl::StrAppend(&text, " at ", sites);
  if (change.stated() == v1::PRESENCE_UNKNOWN) {
    absl::StrAppend(&text, " (you are not sure)");
  }
  return text;
}

std::vector<std::string> ChangeTexts(const v1::ChangeSet& changes,
                                     Library& library) {
  std::vector<std::string> singles;
  std::vector<std::string> texts;
  for (const v1::Change& change : changes.changes()) {
    std::string text =
        absl::StrJoin(change.findings(), " together with ",
                      [&](std::string* out, const v1::FindingChange& finding) {
                        out->append(FindingChangeText(finding, library));
                      });
    (change.findings_size() == 1 ? singles : texts).push_back(std::move(text));
  }
  if (!singles.empty()) {
    texts.insert(texts.begin(), absl::StrJoin(singles, "; "));
  }
  if (changes.omitted() > 0) {
    texts.push_back(absl::StrCat("and ", changes.omitted(), " more"));
  }
  return texts;
}

}  // namespace knead::cli
