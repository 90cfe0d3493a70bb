#include "client/cli/render/assessment.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "client/cli/library.h"
#include "client/cli/render/assessment_basis.h"
#include "client/cli/render/assessment_checks.h"
#include "client/cli/render/assessment_techniques.h"
#include "client/cli/render/assessment_verdicts.h"
#include "client/cli/render/parts.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/page.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/guidance.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

// Exercises are no advice for somebody who may not massage, or of whom too
// little is known.
void RenderCare(const v1::Assessment& assessment, Library& library,
                Page& page) {
  if (assessment.care_measures().empty() || NothingCertain(assessment) ||
      !MayMassage(assessment)) {
    return;
  }
  page.Heading("What else helps");
  for (const std::string& name : assessment.care_measures()) {
    const v1::CareMeasure* measure = library.Find<CareMeasureKind>(name);
    page.Bullet(measure == nullptr ? library.DisplayName(name)
                                   : absl::StrCat(measure->display_name(), ": ",
                                                  measure->summary()));
  }
}

void RenderSafetyNet(const v1::Assessment& assessment, Page& page) {
  page.Heading("When to stop, and when to get help");
  RenderStatements(assessment.safety_net(), page);
}

// All that stands between the urgency and the end.
void RenderMiddle(const v1::Assessment& assessment, bool name_techniques,
                  Library& library, Page& page) {
  RenderPermission(assessment, library, page);
  RenderChecks(assessment, page);
  RenderOpenQuestions(assessment, page);
  if (!name_techniques) return;
  RenderTechniques(assessment, library, page);
  // Where massage is out, the reasons above say all.
  if (assessment.permission().permission() != v1::PERMISSION_NOT_NOW) {
    RenderHeldBack(assessment, library, page);
  }
}

// All that stands behind the techniques.
void RenderEnd(const v1::Assessment& assessment, Library& library, Page& page) {
  RenderCare(assessment, library, page);
  RenderSafetyNet(assessment, page);
  RenderBasis(assessment, CitationsOf(assessment, library), library, page);
}

}  // namespace

absl::Status LoadForAssessment(Library& library) {
  return library.Load<SourceKind, RegionKind, FindingKind, ToolKind,
                      TechniqueKind, ContraindicationKind, CareMeasureKind>();
}

void Render(const v1::Assessment& assessment, Library& library, Page& page) {
  RenderUrgency(assessment, page);
  RenderMiddle(assessment, /*name_techniques=*/true, library, page);
  RenderEnd(assessment, library, page);
}

void RenderWithoutTechniques(const v1::Assessment& assessment, Library& library,
                             Page& page) {
  RenderUrgency(assessment, page);
  RenderMiddle(assessment, /*name_techniques=*/false, library, page);
  RenderEnd(assessment, library, page);
}

void RenderBelowUrgency(const v1::Assessment& assessment, Library& library,
                        Page& page) {
  RenderMiddle(assessment, MayMassage(assessment), library, page);
  RenderEnd(assessment, library, page);
}

}  // namespace knead::cli
