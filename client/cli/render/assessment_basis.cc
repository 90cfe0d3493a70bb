#include "client/cli/render/assessment_basis.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "client/cli/library.h"
#include "client/cli/render/content_info.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/words/citations.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {

using Citations = ::google::protobuf::RepeatedPtrField<v1::Citation>;

Citations CitationsOf(const v1::Assessment& assessment,
                      const Library& library) {
  Citations cited;
  for (const v1::FiredRule& rule : assessment.fired_rules()) {
    cited.MergeFrom(rule.citations());
  }
  for (const v1::FiredContraindication& fired :
       assessment.fired_contraindications()) {
    cited.MergeFrom(fired.citations());
  }
  for (const v1::MatchedIndication& indication :
       assessment.matched_indications()) {
    cited.MergeFrom(indication.citations());
  }
  for (const v1::Recommendation& each : assessment.recommendations()) {
    const v1::Technique* technique =
        library.Find<TechniqueKind>(each.technique());
    if (technique != nullptr) cited.MergeFrom(technique->citations());
  }
  cited.MergeFrom(assessment.care_pathway().citations());
  return cited;
}

void RenderBasis(const v1::Assessment& assessment, const Citations& cited,
                 Library& library, Page& page) {
  page.Heading("About this answer");
  page.Paragraph(assessment.intended_use().text());
  page.Gap();
  for (const v1::ReplacedFinding& replaced : assessment.replaced_findings()) {
    page.Paragraph(absl::StrCat(
        "Your answer to \"", library.DisplayName(replaced.finding()),
        "\" was taken as one to \"",
        library.DisplayName(replaced.replaced_by()), "\"."));
  }
  page.Labelled("Sources", CitedWorksText(cited, library));
  page.Paragraph(
      absl::StrCat("Content ", ShortRevision(assessment.content_revision()),
                   ", engine ", assessment.engine_version()),
      Tone::kQuiet);
}

}  // namespace knead::cli
