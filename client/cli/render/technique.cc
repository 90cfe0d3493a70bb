#include "client/cli/render/technique.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/library.h"
#include "client/cli/render/parts.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/quantities.h"
#include "client/cli/words/verdicts.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {
namespace {

using ::google::protobuf::RepeatedPtrField;

// Any one tool is enough.
std::string WithText(const RepeatedPtrField<std::string>& tools,
                     Library& library) {
  return absl::StrJoin(tools, " or ",
                       [&](std::string* out, const std::string& tool) {
                         out->append(library.DisplayName(tool));
                       });
}

std::string Joined(const RepeatedPtrField<v1::Statement>& statements) {
  return absl::StrJoin(statements, " ",
                       [](std::string* out, const v1::Statement& statement) {
                         out->append(statement.text());
                       });
}

}  // namespace

void RenderInstructions(const v1::Technique& technique, Library& library,
                        Page& page) {
  page.Labelled("With", WithText(technique.tools(), library));
  page.Labelled("Position", technique.position().text());
  page.Labelled("What touches the leg", technique.contact().text());
  page.Labelled("Path", absl::StrCat("from ", technique.path().from(), " to ",
                                     technique.path().to()));
  int number = 0;
  for (const v1::TechniqueStep& step : technique.steps()) {
    page.Numbered(++number, step.text());
  }
  page.Labelled("How hard",
                absl::StrCat(Capitalised(PressureText(technique.pressure())),
                             ". ", technique.pressure().guidance().text()));
  if (technique.has_hold()) {
    page.Labelled(
        "Hold", absl::StrCat(DurationText(technique.hold().duration()), " on ",
                             technique.hold().where()));
  }
  if (technique.has_area_duration()) {
    page.Labelled("How long",
                  absl::StrCat(DurationText(technique.area_duration()),
                               " for the area in one session"));
  }
  page.Labelled("To make it milder", Joined(technique.ease()));
  page.Labelled("To make it stronger", Joined(technique.deepen()));
}

void Render(const v1::Technique& technique, Library& library, Page& page) {
  RenderHead(technique, page);

  page.Heading("When not to use it");
  for (const std::string& name : technique.contraindications()) {
    const v1::Contraindication* contraindication =
        library.Find<ContraindicationKind>(name);
    page.Bullet(contraindication == nullptr ? library.DisplayName(name)
                                            : contraindication->summary());
  }
  page.Gap();
  page.Paragraph("Find out first whether it is safe for you:", Tone::kCaution);
  {
    auto indentation = page.Indented();
    page.Verbatim("knead assess --interactive");
  }

  if (!technique.cautions().empty()) {
    page.Heading("Take care");
    RenderStatements(technique.cautions(), page);
  }

  page.Heading("How to do it");
  RenderInstructions(technique, library, page);

  page.Heading("Why");
  page.Paragraph(technique.rationale().text());
  page.Labelled("Works on", NamesText(technique.muscle_groups(), library));
  page.Labelled(
      "Evidence",
      absl::StrCat(Capitalised(EvidenceText(technique.evidence_level())), ". ",
                   technique.evidence().text()));
  RenderDisagreements(technique.disagreements(), library, page);
  RenderFoot(technique, library, page);
}

}  // namespace knead::cli
