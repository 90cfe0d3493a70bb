#include "client/cli/render/tool.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/library.h"
#include "client/cli/render/parts.h"
#include "client/cli/text/page.h"
#include "client/names.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {

void Render(const v1::Tool& tool, Library& library, Page& page) {
  RenderHead(tool, page);
  page.Gap();
  page.Labelled("Kinds", absl::StrJoin(tool.variants(), ", "));
  page.Labelled("Best for", tool.best_for().text());
  page.Labelled("Suits", NamesText(tool.muscle_groups(), library));
  page.Labelled("Not known here", tool.gap());
  page.Gap();
  page.Paragraph("What to do with it:");
  {
    auto indentation = page.Indented();
    page.Verbatim(
        absl::StrCat("knead techniques --tool ", ResourceId(tool.name())));
  }
  RenderFoot(tool, library, page);
}

}  // namespace knead::cli
