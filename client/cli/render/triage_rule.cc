#include "client/cli/render/triage_rule.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/library.h"
#include "client/cli/render/criterion.h"
#include "client/cli/render/parts.h"
#include "client/cli/text/page.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/citations.h"
#include "client/cli/words/quantities.h"
#include "client/cli/words/verdicts.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

std::string PercentageText(const v1::Percentage& percentage) {
  std::string text = absl::StrCat(NumberText(percentage.value()), " %");
  if (percentage.upper() > 0) {
    absl::StrAppend(&text, " (", NumberText(percentage.lower()), " to ",
                    NumberText(percentage.upper()), " %)");
  }
  return text;
}

std::string AccuracyText(const v1::PublishedAccuracy& accuracy,
                         Library& library) {
  std::vector<std::string> parts;
  if (accuracy.has_sensitivity()) {
    parts.push_back(absl::StrCat("found ",
                                 PercentageText(accuracy.sensitivity()),
                                 " of those who had it"));
  }
  if (accuracy.has_specificity()) {
    parts.push_back(absl::StrCat("left alone ",
                                 PercentageText(accuracy.specificity()),
                                 " of those who had not"));
  }
  if (accuracy.participants() > 0) {
    parts.push_back(absl::StrCat(accuracy.participants(), " people"));
  }
  if (accuracy.studies() > 0) {
    parts.push_back(absl::StrCat(accuracy.studies(), " studies"));
  }
  if (!accuracy.note().empty()) parts.push_back(accuracy.note());
  return absl::StrCat(absl::StrJoin(parts, "; "), " - ",
                      CitationsText(accuracy.citations(), library));
}

}  // namespace

void Render(const v1::TriageRule& rule, Library& library, Page& page) {
  RenderHead(rule, page);
  page.Gap();
  page.Labelled("What to do", Capitalised(UrgencyText(rule.urgency())));
  page.Labelled("Massage", rule.permission() == v1::PERMISSION_ALLOWED
                               ? "not affected by this rule"
                               : PermissionText(rule.permission()));
  page.Labelled("Why", rule.rationale().text());
  page.Labelled("Codes", CodesText(rule.codes()));
  page.Heading("It holds on");
  RenderCriterion(rule.criterion(), library, page);
  if (!rule.accuracy().empty()) {
    page.Heading("How accurate it was when it was measured");
    for (const v1::PublishedAccuracy& accuracy : rule.accuracy()) {
      page.Bullet(AccuracyText(accuracy, library));
    }
    page.Labelled("Measured for", rule.validated_for());
  }
  RenderDisagreements(rule.disagreements(), library, page);
  RenderFoot(rule, library, page);
}

}  // namespace knead::cli
