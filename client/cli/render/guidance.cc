#include "client/cli/render/guidance.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "client/cli/library.h"
#include "client/cli/render/parts.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/page.h"
#include "client/cli/words/enum_label.h"
#include "client/names.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/guidance.pb.h"

namespace knead::cli {
namespace {

// The commands that show what else there is to read.
void RenderRelated(const google::protobuf::RepeatedPtrField<std::string>& names,
                   Page& page) {
  if (names.empty()) return;
  page.Heading("More on this");
  for (const std::string& name : names) {
    ForEachKind([&](auto kind) {
      if (name.substr(0, name.find('/')) == kind.kCollection) {
        page.Verbatim(
            absl::StrCat("knead ", kind.kCommand, " ", ResourceId(name)));
      }
    });
  }
}

}  // namespace

void Render(const v1::Principle& principle, Library& library, Page& page) {
  RenderHead(principle, page);
  page.Gap();
  RenderStatements(principle.points(), page);
  page.Gap();
  page.Labelled("Belongs to", EnumLabel(principle.phase()));
  page.Labelled("How well that is known", principle.evidence_note());
  RenderFoot(principle, library, page);
}

void Render(const v1::CareMeasure& measure, Library& library, Page& page) {
  RenderHead(measure, page);
  page.Gap();
  RenderStatements(measure.points(), page);
  page.Gap();
  page.Labelled("Good for", measure.purpose().text());
  page.Labelled("Concerns", NamesText(measure.muscle_groups(), library));
  RenderFoot(measure, library, page);
}

void Render(const v1::FrequentQuestion& question, Library& library,
            Page& page) {
  RenderHead(question, page);
  page.Gap();
  RenderStatements(question.answer(), page);
  RenderDisagreements(question.disagreements(), library, page);
  RenderRelated(question.related(), page);
  RenderFoot(question, library, page);
}

void Render(const v1::Takeaway& takeaway, Library& library, Page& page) {
  RenderHead(takeaway, page);
  RenderRelated(takeaway.related(), page);
  RenderFoot(takeaway, library, page);
}

}  // namespace knead::cli
