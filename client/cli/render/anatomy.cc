#include "client/cli/render/anatomy.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "client/cli/library.h"
#include "client/cli/render/parts.h"
#include "client/cli/text/page.h"
#include "client/cli/words/enum_label.h"
#include "client/names.h"
#include "knead/v1/anatomy.pb.h"

namespace knead::cli {

void Render(const v1::Region& region, Library& library, Page& page) {
  RenderHead(region, page);
  page.Gap();
  page.Labelled("Part of the body", EnumLabel(region.body_part()));
  page.Labelled("Codes", CodesText(region.codes()));
  page.Gap();
  page.Paragraph("What acts on it:");
  {
    auto indentation = page.Indented();
    page.Verbatim(
        absl::StrCat("knead techniques --region ", ResourceId(region.name())));
  }
  RenderFoot(region, library, page);
}

void Render(const v1::MuscleGroup& group, Library& library, Page& page) {
  RenderHead(group, page);
  page.Gap();
  page.Labelled("Lies under", NamesText(group.regions(), library));
  page.Labelled("What it does", group.action().text());
  page.Labelled("When it is tight", group.tightness_effect().text());
  page.Labelled("Felt at", NamesText(group.pain_regions(), library));
  page.Labelled("Not known here", group.gap());
  page.Labelled("Codes", CodesText(group.codes()));

  page.Heading("Muscles");
  for (const v1::Muscle& muscle : group.muscles()) {
    const std::string codes = CodesText(muscle.codes());
    page.Bullet(absl::StrCat(muscle.display_name(),
                             muscle.note().empty() ? "" : ": ", muscle.note(),
                             codes.empty() ? "" : " - ", codes));
  }
  page.Gap();
  page.Paragraph("How to massage it:");
  {
    auto indentation = page.Indented();
    page.Verbatim(absl::StrCat("knead techniques --muscle-group ",
                               ResourceId(group.name())));
  }
  RenderFoot(group, library, page);
}

}  // namespace knead::cli
