#include "service/triage/phrases.h"

#include "absl/strings/str_cat.h"

namespace knead {

std::string ServesIndication(absl::string_view indication) {
  return absl::StrCat("Meant for: ", indication, ".");
}

std::string ActsOnComplaint(absl::string_view region) {
  return absl::StrCat("Works where it hurts: ", region, ".");
}

std::string PainFeltAt(absl::string_view muscle_group,
                       absl::string_view region) {
  return absl::StrCat("Tightness here (", muscle_group,
                      ") can be felt where it hurts: ", region, ".");
}

std::string WorksOnMuscles(absl::string_view muscle_group) {
  return absl::StrCat("Works on muscles that act on the knee: ", muscle_group,
                      ".");
}

std::string WorksAroundKnee() {
  return "Works on the tissue around the kneecap.";
}

std::string NotAnsweredYet(absl::string_view question) {
  return absl::StrCat("Not answered yet: ", question);
}

std::string NotSure(absl::string_view question) {
  return absl::StrCat("Still not certain: ", question);
}

std::string ToolNotAtHand(absl::string_view tools) {
  return absl::StrCat("Needs a tool that is not at hand: ", tools, ".");
}

std::string AsProfessionalAgreed(absl::string_view contraindication) {
  return absl::StrCat("Keep to what your professional agreed to (",
                      contraindication, ").");
}

}  // namespace knead
