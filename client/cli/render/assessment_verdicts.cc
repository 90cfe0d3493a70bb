#include "client/cli/render/assessment_verdicts.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "client/cli/library.h"
#include "client/cli/render/assessment_reasons.h"
#include "client/cli/render/care_pathway.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/verdicts.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

void RenderNothingCertain(const v1::Assessment& assessment, Page& page) {
  const std::string worst = UrgencyText(assessment.urgency().ceiling());
  if (assessment.next_questions().empty()) {
    page.Paragraph("Have something checked first", Tone::kCaution);
    page.Paragraph(absl::StrCat(
        "Nothing that you have stated calls for a professional, but something "
        "stayed open that might. In the worst case it means: ",
        worst, "."));
  } else {
    page.Paragraph("Too little is known to answer", Tone::kCaution);
    page.Paragraph(
        absl::StrCat("Nothing that you have stated calls for a professional, "
                     "but questions are open whose answers might. In the worst "
                     "case they mean: ",
                     worst, "."));
  }
}

// What to leave alone first of all, where massage is not allowed: the pathway
// goes by the urgency alone, and may speak of massage as if it were.
std::string MassageToAvoid(const v1::Assessment& assessment) {
  if (assessment.urgency().floor() > v1::URGENCY_ROUTINE) return "";
  switch (assessment.permission().permission()) {
    case v1::PERMISSION_CLEARANCE_FIRST:
      return "Any massage, until a professional has agreed.";
    case v1::PERMISSION_ASK_FIRST:
      return "Any massage, until the open questions are answered.";
    case v1::PERMISSION_NOT_NOW:
      return "Any massage, for now.";
    default:
      return "";
  }
}

// What comes first: how soon to see somebody; and where there is no hurry, that
// somebody has to agree before any massage, or that there is to be none.
std::string Headline(const v1::Assessment& assessment) {
  if (assessment.urgency().floor() == v1::URGENCY_SELF_CARE) {
    switch (assessment.permission().permission()) {
      case v1::PERMISSION_CLEARANCE_FIRST:
        return "Ask a professional before you massage";
      case v1::PERMISSION_NOT_NOW:
        return "Do not massage now";
      default:
        break;
    }
  }
  return Capitalised(assessment.care_pathway().display_name());
}

}  // namespace

bool NothingCertain(const v1::Assessment& assessment) {
  return assessment.urgency().floor() <= v1::URGENCY_SELF_CARE &&
         !assessment.urgency().settled();
}

bool MayMassage(const v1::Assessment& assessment) {
  const v1::Permission permission = assessment.permission().permission();
  return permission == v1::PERMISSION_ALLOWED ||
         permission == v1::PERMISSION_ALLOWED_WITH_LIMITS;
}

void RenderUrgency(const v1::Assessment& assessment, Page& page) {
  if (NothingCertain(assessment)) {
    RenderNothingCertain(assessment, page);
    return;
  }
  const v1::UrgencyVerdict& urgency = assessment.urgency();
  const v1::CarePathway& pathway = assessment.care_pathway();
  page.Paragraph(Headline(assessment), UrgencyTone(urgency.floor()));
  page.Paragraph(pathway.summary());
  page.Gap();
  RenderWhatToDo(pathway, assessment.region_code(), MassageToAvoid(assessment),
                 page);
  if (!urgency.settled()) {
    page.Gap();
    page.Paragraph(
        absl::StrCat("This is certain already. What is still open could make "
                     "it more urgent. In the worst case it means: ",
                     UrgencyText(urgency.ceiling()), "."),
        Tone::kCaution);
  }
}

void RenderPermission(const v1::Assessment& assessment, Library& library,
                      Page& page) {
  const v1::Permission permission = assessment.permission().permission();
  page.Heading("May you massage?");
  page.Paragraph(PermissionText(permission), PermissionTone(permission));
  RenderReasons(assessment, library, page);
}

}  // namespace knead::cli
