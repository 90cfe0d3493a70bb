#include "client/cli/words/answers.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/library.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/words/places.h"
#include "client/cli/words/quantities.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {
namespace {

std::string PresenceText(v1::Presence presence) {
  switch (presence) {
    case v1::PRESENCE_PRESENT:
      return "yes";
    case v1::PRESENCE_ABSENT:
      return "no";
    default:
      return "not sure";
  }
}

// The unit of a quantity with a space before it, where it is known.
std::string UnitOf(const std::string& finding, Library& library) {
  if (!library.Load<FindingKind>().ok()) return "";
  const v1::Finding* found = library.Find<FindingKind>(finding);
  if (found == nullptr || found->quantity().unit().empty()) return "";
  return absl::StrCat(" ", found->quantity().unit());
}

std::string AnswerText(const v1::Observation& observation, Library& library) {
  switch (observation.answer_case()) {
    case v1::Observation::kValue:
      return absl::StrCat(NumberText(observation.value()),
                          UnitOf(observation.finding(), library));
    case v1::Observation::kRange:
      return absl::StrCat(NumberText(observation.range().min()), " to ",
                          NumberText(observation.range().max()),
                          UnitOf(observation.finding(), library));
    default:
      return PresenceText(observation.presence());
  }
}

}  // namespace

std::string QuantitySpecText(const v1::QuantitySpec& spec) {
  return absl::StrCat(spec.unit(), ", from ", NumberText(spec.min()), " to ",
                      NumberText(spec.max()));
}

std::string ObservationText(const v1::Observation& observation,
                            Library& library) {
  const std::string sites =
      FindingSitesText(observation.finding(), observation.sites(), library);
  return absl::StrCat(library.DisplayName(observation.finding()), ": ",
                      AnswerText(observation, library),
                      sites.empty() ? "" : ", ", sites);
}

std::string ObservationsText(
    const google::protobuf::RepeatedPtrField<v1::Observation>& observations,
    Library& library) {
  return absl::StrJoin(observations, "; ",
                       [&](std::string* out, const v1::Observation& each) {
                         out->append(ObservationText(each, library));
                       });
}

}  // namespace knead::cli
