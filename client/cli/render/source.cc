#include "client/cli/render/source.h"

#include "absl/strings/str_cat.h"
#include "client/cli/library.h"
#include "client/cli/render/parts.h"
#include "client/cli/text/page.h"
#include "client/cli/words/citations.h"
#include "client/cli/words/enum_label.h"
#include "knead/v1/source.pb.h"

namespace knead::cli {

void Render(const v1::Source& source, Library& library, Page& page) {
  RenderHead(source, page);
  page.Gap();
  page.Labelled("Reference", source.reference());
  if (source.year() > 0) page.Labelled("Year", absl::StrCat(source.year()));
  page.Labelled("Sort of work", EnumLabel(source.kind()));
  page.Heading(source.kind() == v1::SOURCE_KIND_POLICY ? "Decisions"
                                                       : "Sections");
  for (const v1::SourceSection& section : source.sections()) {
    page.Bullet(absl::StrCat(section.id(), ": ", section.title()));
    auto indentation = page.Indented();
    page.Paragraph(section.decision());
    page.Labelled("Derived from",
                  CitationsText(section.derived_from(), library));
  }
}

}  // namespace knead::cli
