#include "client/cli/words/verdicts.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "client/cli/text/style.h"
#include "client/cli/words/enum_label.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {

std::string UrgencyText(v1::Urgency urgency) {
  switch (urgency) {
    case v1::URGENCY_SELF_CARE:
      return "no need to see anybody";
    case v1::URGENCY_ROUTINE:
      return "see a professional, without hurry";
    case v1::URGENCY_SOON:
      return "see a professional within days";
    case v1::URGENCY_SAME_DAY:
      return "see a professional today";
    default:
      return "get help now";
  }
}

Tone UrgencyTone(v1::Urgency urgency) {
  switch (urgency) {
    case v1::URGENCY_SELF_CARE:
      return Tone::kGood;
    case v1::URGENCY_ROUTINE:
    case v1::URGENCY_SOON:
      return Tone::kCaution;
    default:
      return Tone::kDanger;
  }
}

std::string PathwayText(const v1::CarePathway& pathway) {
  return absl::StrCat(pathway.display_name(), ". ", pathway.by_when().text());
}

std::string PermissionText(v1::Permission permission) {
  switch (permission) {
    case v1::PERMISSION_ALLOWED:
      return "Yes, you may massage.";
    case v1::PERMISSION_ALLOWED_WITH_LIMITS:
      return "Yes, within limits: only as described below.";
    case v1::PERMISSION_CLEARANCE_FIRST:
      return "Not yet. Ask a professional first, and massage only if they "
             "agree.";
    case v1::PERMISSION_ASK_FIRST:
      return "That is not known yet. Do not massage until the open questions "
             "are "
             "answered.";
    default:
      return "No. Do not massage now.";
  }
}

Tone PermissionTone(v1::Permission permission) {
  switch (permission) {
    case v1::PERMISSION_ALLOWED:
      return Tone::kGood;
    case v1::PERMISSION_ALLOWED_WITH_LIMITS:
    case v1::PERMISSION_CLEARANCE_FIRST:
    case v1::PERMISSION_ASK_FIRST:
      return Tone::kCaution;
    default:
      return Tone::kDanger;
  }
}

std::string EffectText(v1::EffectKind kind) {
  switch (kind) {
    case v1::EFFECT_KIND_FORBID_ALL:
      return "no massage at all";
    case v1::EFFECT_KIND_FORBID_REGION:
      return "no massage of that place";
    case v1::EFFECT_KIND_NO_DIRECT_PRESSURE:
      return "no direct pressure";
    case v1::EFFECT_KIND_GENTLE_ONLY:
      return "only light pressure";
    case v1::EFFECT_KIND_CLEARANCE_FIRST:
      return "no massage until a professional has agreed";
    case v1::EFFECT_KIND_STOP_NOW:
      return "stop massaging at once";
    default:
      return EnumLabel(kind);
  }
}

std::string PressureText(const v1::Pressure& pressure) {
  const std::string lightest = EnumLabel(pressure.lightest());
  const std::string firmest = EnumLabel(pressure.firmest());
  return lightest == firmest ? lightest
                             : absl::StrCat(lightest, " to ", firmest);
}

std::string PressureLimitText(v1::PressureLevel level) {
  const std::string text = EnumLabel(level);
  return level <= v1::PRESSURE_LEVEL_LIGHT ? text
                                           : absl::StrCat("at most ", text);
}

std::string EvidenceText(v1::EvidenceLevel level) {
  switch (level) {
    case v1::EVIDENCE_LEVEL_EXPERT_OPINION:
      return "recommended, but not tested in a trial that is cited here";
    case v1::EVIDENCE_LEVEL_LOW:
      return "weak";
    case v1::EVIDENCE_LEVEL_MODERATE:
      return "moderate";
    default:
      return EnumLabel(level);
  }
}

}  // namespace knead::cli
