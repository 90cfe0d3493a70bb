#include "client/cli/render/finding.h"

#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "client/cli/library.h"
#include "client/cli/render/parts.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/page.h"
#include "client/cli/words/answers.h"
#include "client/names.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {

void Render(const v1::Finding& finding, Library& library, Page& page) {
  RenderHead(finding, page);
  page.Gap();
  page.Labelled("Question", finding.question());
  page.Labelled("How to tell", finding.help());
  page.Labelled("Answer", finding.kind() == v1::FINDING_KIND_QUANTITY
                              ? QuantitySpecText(finding.quantity())
                          : finding.has_site() ? "yes or no, and where"
                                               : "yes or no");
  page.Labelled("Who can tell",
                finding.assessable_by() == v1::ASSESSOR_CLINICIAN
                    ? "a professional, with their hands or with tests"
                    : "anyone");
  page.Labelled("Asked in", library.DisplayName(finding.question_group()));
  page.Labelled("Asked only after", NamesText(finding.gates(), library));
  page.Labelled("Replaced by", library.DisplayName(finding.replaced_by()));
  page.Labelled("Codes", CodesText(finding.codes()));
  page.Gap();
  page.Paragraph("What rests on it:");
  {
    auto indentation = page.Indented();
    const absl::string_view id = ResourceId(finding.name());
    page.Verbatim(absl::StrCat("knead rules --finding ", id));
    page.Verbatim(absl::StrCat("knead contraindications --finding ", id));
  }
  RenderFoot(finding, library, page);
}

void Render(const v1::QuestionGroup& group, Library& library, Page& page) {
  RenderHead(group, page);
  page.Gap();
  page.Labelled("Question", group.prompt());
  std::vector<const v1::Finding*> findings;
  if (library.Load<FindingKind>().ok()) {
    for (const v1::Finding& finding : library.All<FindingKind>()) {
      if (finding.question_group() == group.name()) {
        findings.push_back(&finding);
      }
    }
  }
  absl::c_stable_sort(findings, [](const v1::Finding* a, const v1::Finding* b) {
    return a->position() < b->position();
  });
  page.Heading("Asked in it");
  for (const v1::Finding* finding : findings) page.Bullet(finding->question());
  RenderFoot(group, library, page);
}

}  // namespace knead::cli
