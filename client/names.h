#ifndef KNEAD_CLIENT_NAMES_H_
#define KNEAD_CLIENT_NAMES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace knead {

// Names of resources from their ids: TechniqueName("quadriceps-hands") is
// "techniques/quadriceps-hands". The id is taken as it is; the service says
// when a name is not well formed or does not exist. Thread-safe.

std::string RegionName(absl::string_view region);
std::string MuscleGroupName(absl::string_view muscle_group);
std::string ToolName(absl::string_view tool);
std::string TechniqueName(absl::string_view technique);
std::string IndicationName(absl::string_view indication);
std::string ContraindicationName(absl::string_view contraindication);
std::string QuestionGroupName(absl::string_view question_group);
std::string FindingName(absl::string_view finding);
std::string TriageRuleName(absl::string_view triage_rule);
std::string CarePathwayName(absl::string_view care_pathway);
std::string PrincipleName(absl::string_view principle);
std::string CareMeasureName(absl::string_view care_measure);
std::string FrequentQuestionName(absl::string_view frequent_question);
std::string TakeawayName(absl::string_view takeaway);
std::string SourceName(absl::string_view source);

// The id in a resource's name: ResourceId("techniques/quadriceps-hands") is
// "quadriceps-hands". A text without `/` is returned whole. The result refers
// to the characters of `name`.
absl::string_view ResourceId(absl::string_view name);

}  // namespace knead

#endif  // KNEAD_CLIENT_NAMES_H_
