#include "client/names.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace knead {

std::string RegionName(absl::string_view region) {
  return absl::StrCat("regions/", region);
}

std::string MuscleGroupName(absl::string_view muscle_group) {
  return absl::StrCat("muscleGroups/", muscle_group);
}

std::string ToolName(absl::string_view tool) {
  return absl::StrCat("tools/", tool);
}

std::string TechniqueName(absl::string_view technique) {
  return absl::StrCat("techniques/", technique);
}

std::string IndicationName(absl::string_view indication) {
  return absl::StrCat("indications/", indication);
}

std::string ContraindicationName(absl::string_view contraindication) {
  return absl::StrCat("contraindications/", contraindication);
}

std::string QuestionGroupName(absl::string_view question_group) {
  return absl::StrCat("questionGroups/", question_group);
}

std::string FindingName(absl::string_view finding) {
  return absl::StrCat("findings/", finding);
}

std::string TriageRuleName(absl::string_view triage_rule) {
  return absl::StrCat("triageRules/", triage_rule);
}

std::string CarePathwayName(absl::string_view care_pathway) {
  return absl::StrCat("carePathways/", care_pathway);
}

std::string PrincipleName(absl::string_view principle) {
  return absl::StrCat("principles/", principle);
}

std::string CareMeasureName(absl::string_view care_measure) {
  return absl::StrCat("careMeasures/", care_measure);
}

std::string FrequentQuestionName(absl::string_view frequent_question) {
  return absl::StrCat("frequentQuestions/", frequent_question);
}

std::string TakeawayName(absl::string_view takeaway) {
  return absl::StrCat("takeaways/", takeaway);
}

std::string SourceName(absl::string_view source) {
  return absl::StrCat("sources/", source);
}

absl::string_view ResourceId(absl::string_view name) {
  // npos + 1 is 0: the whole text.
  return name.substr(name.find('/') + 1);
}

}  // namespace knead
