#include "client/cli/render/assessment_checks.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/text/page.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/answers.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

// Most findings that are listed to be checked: a longer list helps nobody. They
// come most urgent first.
constexpr int kMostChecks = 8;

}  // namespace

void RenderChecks(const v1::Assessment& assessment, Page& page) {
  if (!assessment.has_professional_check()) return;
  const v1::ProfessionalCheck& check = assessment.professional_check();
  page.Heading("Have this checked");
  page.Paragraph(check.advice().text());
  const int shown = std::min(check.findings_size(), kMostChecks);
  for (int i = 0; i < shown; ++i) {
    const v1::UnsettledFinding& finding = check.findings(i);
    page.Bullet(absl::StrCat(Capitalised(finding.display_name()),
                             finding.assessable_by() == v1::ASSESSOR_CLINICIAN
                                 ? " (only a professional can tell)"
                                 : ""));
  }
  if (const int rest = check.findings_size() - shown; rest > 0) {
    page.Bullet(absl::StrCat("and ", rest, " less pressing ",
                             rest == 1 ? "thing" : "things", ""));
  }
  const v1::CarePathway& pathway = check.care_pathway();
  page.Gap();
  page.Labelled("How soon, in the worst case", pathway.display_name());
  page.Labelled("Who", pathway.contact().text());
  page.Labelled("By when", pathway.by_when().text());
}

void RenderOpenQuestions(const v1::Assessment& assessment, Page& page) {
  // In an emergency there is nothing left to think about.
  if (assessment.next_questions().empty() ||
      assessment.urgency().floor() == v1::URGENCY_EMERGENCY) {
    return;
  }
  page.Heading("Questions still open");
  for (const v1::OpenQuestionGroup& group : assessment.next_questions()) {
    page.Bullet(absl::StrCat(
        group.display_name(), ": ",
        absl::StrJoin(group.questions(), "; ",
                      [](std::string* out, const v1::OpenQuestion& question) {
                        absl::StrAppend(out, question.display_name());
                        if (question.kind() == v1::FINDING_KIND_QUANTITY) {
                          absl::StrAppend(out, " (",
                                          QuantitySpecText(question.quantity()),
                                          ")");
                        }
                      })));
  }
  page.Gap();
  page.Paragraph("To answer them one after the other:");
  auto indentation = page.Indented();
  page.Verbatim("knead assess --interactive");
}

}  // namespace knead::cli
