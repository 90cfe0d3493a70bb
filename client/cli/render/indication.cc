#include "client/cli/render/indication.h"

#include "client/cli/library.h"
#include "client/cli/render/criterion.h"
#include "client/cli/render/parts.h"
#include "client/cli/text/page.h"
#include "knead/v1/indication.pb.h"

namespace knead::cli {

void Render(const v1::Indication& indication, Library& library, Page& page) {
  RenderHead(indication, page);
  page.Gap();
  page.Labelled("What to expect", indication.expected_effect().text());
  page.Labelled("What not to expect", indication.limit().text());
  page.Labelled("Techniques", NamesText(indication.techniques(), library));
  page.Labelled("Beside massage",
                NamesText(indication.care_measures(), library));
  page.Labelled("Codes", CodesText(indication.codes()));
  page.Heading("It holds on");
  RenderCriterion(indication.criterion(), library, page);
  RenderFoot(indication, library, page);
}

}  // namespace knead::cli
