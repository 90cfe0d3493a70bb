#include "client/cli/render/contraindication.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/library.h"
#include "client/cli/render/criterion.h"
#include "client/cli/render/parts.h"
#include "client/cli/text/page.h"
#include "client/cli/words/verdicts.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/contraindication.pb.h"

namespace knead::cli {

std::string EffectsText(
    const google::protobuf::RepeatedPtrField<v1::Effect>& effects,
    Library& library) {
  return absl::StrJoin(
      effects, "; ", [&](std::string* out, const v1::Effect& effect) {
        absl::StrAppend(out, EffectText(effect.kind()));
        const std::string regions = NamesText(effect.regions(), library);
        if (!regions.empty()) absl::StrAppend(out, " (", regions, ")");
      });
}

void Render(const v1::Contraindication& contraindication, Library& library,
            Page& page) {
  RenderHead(contraindication, page);
  page.Gap();
  page.Labelled("What it means",
                EffectsText(contraindication.effects(), library));
  page.Labelled("Why", contraindication.rationale().text());
  page.Labelled("Instead", contraindication.advice().text());
  page.Labelled("Codes", CodesText(contraindication.codes()));
  page.Heading("It holds on");
  RenderCriterion(contraindication.criterion(), library, page);
  RenderDisagreements(contraindication.disagreements(), library, page);
  RenderFoot(contraindication, library, page);
}

}  // namespace knead::cli
