#ifndef KNEAD_SERVICE_TRIAGE_PHRASES_H_
#define KNEAD_SERVICE_TRIAGE_PHRASES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace knead {

// The few sentences that the engine puts together itself, around display names
// of the content. All else that it says is content.

std::string ServesIndication(absl::string_view indication);
std::string ActsOnComplaint(absl::string_view region);
std::string PainFeltAt(absl::string_view muscle_group,
                       absl::string_view region);
std::string WorksOnMuscles(absl::string_view muscle_group);
std::string WorksAroundKnee();
std::string NotAnsweredYet(absl::string_view question);
std::string NotSure(absl::string_view question);
std::string ToolNotAtHand(absl::string_view tools);
std::string AsProfessionalAgreed(absl::string_view contraindication);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_PHRASES_H_
