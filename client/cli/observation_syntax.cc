#include "client/cli/observation_syntax.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "client/cli/library.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/site_syntax.h"
#include "client/cli/words/answers.h"
#include "client/cli/words/quantities.h"
#include "client/names.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {
namespace {

constexpr absl::string_view kRangeMark = "..";

// The finding that `text` means.
absl::StatusOr<const v1::Finding*> FindFinding(absl::string_view text,
                                               Library& library) {
  absl::StatusOr<std::string> name = library.Resolve<FindingKind>(text);
  if (!name.ok()) return name.status();
  return library.Find<FindingKind>(*name);
}

// Where a quantity was treated as a yes-or-no question, or the reverse.
absl::Status WrongKind(const v1::Finding& finding) {
  const absl::string_view id = ResourceId(finding.name());
  if (finding.kind() == v1::FINDING_KIND_QUANTITY) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", id, "\" is a number: --quantity ", id, "=VALUE (",
        QuantitySpecText(finding.quantity()), "), or --unknown ", id));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("\"", id, "\" is a yes-or-no question: --present ", id,
                   ", --absent ", id, " or --unknown ", id));
}

// A finding that is bound to some regions is none elsewhere: a swollen calf is
// no swollen knee, and may be something worse.
absl::Status CheckPlaces(const v1::Finding& finding,
                         const std::vector<v1::BodySite>& sites) {
  const auto& regions = finding.site_regions();
  if (regions.empty()) return absl::OkStatus();
  for (const v1::BodySite& site : sites) {
    if (absl::c_linear_search(regions, site.region())) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", ResourceId(finding.name()), "\" is not at the ",
        ResourceId(site.region()), ": it can be at ",
        absl::StrJoin(regions, ", ",
                      [](std::string* out, const std::string& region) {
                        absl::StrAppend(out, ResourceId(region));
                      }),
        "; look for the finding that is meant with \"knead findings\""));
  }
  return absl::OkStatus();
}

std::string Trimmed(absl::string_view text) {
  return std::string(absl::StripAsciiWhitespace(text));
}

}  // namespace

absl::StatusOr<v1::Observation> ParsePresence(absl::string_view text,
                                              v1::Presence presence,
                                              Library& library) {
  const size_t at = text.find('@');
  absl::StatusOr<const v1::Finding*> finding =
      FindFinding(Trimmed(text.substr(0, at)), library);
  if (!finding.ok()) return finding.status();
  if ((*finding)->kind() == v1::FINDING_KIND_QUANTITY &&
      presence != v1::PRESENCE_UNKNOWN) {
    return WrongKind(**finding);
  }
  v1::Observation observation;
  observation.set_finding((*finding)->name());
  observation.set_presence(presence);
  if (at == absl::string_view::npos) return observation;

  if (!(*finding)->has_site()) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", ResourceId((*finding)->name()),
                     "\" has no place: leave out what follows the @"));
  }
  if (presence == v1::PRESENCE_ABSENT) {
    return absl::InvalidArgumentError(
        "absent means nowhere: leave out what follows the @, or say with "
        "--present where it is");
  }
  absl::StatusOr<std::vector<v1::BodySite>> sites =
      ParseSiteList(text.substr(at + 1), library);
  if (!sites.ok()) return sites.status();
  if (absl::Status status = CheckPlaces(**finding, *sites); !status.ok()) {
    return status;
  }
  observation.mutable_sites()->Add(sites->begin(), sites->end());
  return observation;
}

absl::StatusOr<v1::Observation> ParseQuantity(absl::string_view text,
                                              Library& library) {
  const size_t equals = text.find('=');
  absl::StatusOr<const v1::Finding*> finding =
      FindFinding(Trimmed(text.substr(0, equals)), library);
  if (!finding.ok()) return finding.status();
  if ((*finding)->kind() != v1::FINDING_KIND_QUANTITY ||
      equals == absl::string_view::npos) {
    return WrongKind(**finding);
  }
  absl::StatusOr<v1::Observation> observation =
      ParseAmount(text.substr(equals + 1), (*finding)->quantity());
  if (observation.ok()) observation->set_finding((*finding)->name());
  return observation;
}

absl::StatusOr<v1::Observation> ParseAmount(absl::string_view text,
                                            const v1::QuantitySpec& spec) {
  const size_t mark = text.find(kRangeMark);
  const std::optional<double> first =
      ParseNumber(Trimmed(text.substr(0, mark)));
  const std::optional<double> last =
      mark == absl::string_view::npos
          ? first
          : ParseNumber(Trimmed(text.substr(mark + kRangeMark.size())));
  if (!first || !last || *first > *last || *first < spec.min() ||
      *last > spec.max()) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", Trimmed(text), "\" is not a number of ",
                     QuantitySpecText(spec), "; a range is written as ",
                     NumberText(spec.min()), "..", NumberText(spec.max())));
  }
  v1::Observation observation;
  if (*first == *last) {
    observation.set_value(*first);
  } else {
    observation.mutable_range()->set_min(*first);
    observation.mutable_range()->set_max(*last);
  }
  return observation;
}

}  // namespace knead::cli
