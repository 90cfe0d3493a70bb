#include "client/cli/render/assessment_reasons.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "client/cli/library.h"
#include "client/cli/render/contraindication.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/answers.h"
#include "client/cli/words/citations.h"
#include "client/cli/words/places.h"
#include "client/cli/words/verdicts.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

void RenderRule(const v1::FiredRule& rule, Library& library, Page& page) {
  page.Gap();
  page.Bullet(absl::StrCat(Capitalised(rule.display_name()), ": ",
                           UrgencyText(rule.urgency()), "."));
  auto indentation = page.Indented();
  page.Labelled("You said", ObservationsText(rule.observations(), library));
  page.Labelled("Why", rule.rationale().text());
  page.Labelled("Source", CitationsText(rule.citations(), library));
}

void RenderContraindication(const v1::FiredContraindication& fired,
                            Library& library, Page& page) {
  page.Gap();
  page.Bullet(absl::StrCat(Capitalised(fired.display_name()), ": ",
                           EffectsText(fired.effects(), library), "."));
  auto indentation = page.Indented();
  page.Labelled("Where", SitesText(fired.sites(), library));
  if (fired.cleared()) {
    page.Paragraph("A professional has agreed to massage in spite of it.");
  }
  page.Labelled("You said", ObservationsText(fired.observations(), library));
  page.Labelled("Why", fired.rationale().text());
  page.Labelled("Instead", fired.advice().text());
  page.Labelled("Source", CitationsText(fired.citations(), library));
}

void RenderIndication(const v1::MatchedIndication& indication, Page& page) {
  page.Bullet(absl::StrCat(Capitalised(indication.display_name()), ": ",
                           indication.expected_effect().text()));
  auto indentation = page.Indented();
  page.Labelled("But", indication.limit().text());
}

}  // namespace

void RenderReasons(const v1::Assessment& assessment, Library& library,
                   Page& page) {
  for (const v1::FiredRule& rule : assessment.fired_rules()) {
    RenderRule(rule, library, page);
  }
  for (const v1::FiredContraindication& fired :
       assessment.fired_contraindications()) {
    RenderContraindication(fired, library, page);
  }
  if (!assessment.recommendations().empty() &&
      !assessment.matched_indications().empty()) {
    page.Heading("What massage can do here");
    for (const v1::MatchedIndication& indication :
         assessment.matched_indications()) {
      RenderIndication(indication, page);
    }
  }
  page.Gap();
  page.Paragraph(assessment.no_indication().text());
}

}  // namespace knead::cli
