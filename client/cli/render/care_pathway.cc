#include "client/cli/render/care_pathway.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/library.h"
#include "client/cli/render/parts.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/quantities.h"
#include "client/cli/words/verdicts.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

void Section(
    absl::string_view heading,
    const google::protobuf::RepeatedPtrField<v1::Statement>& statements,
    Page& page) {
  if (statements.empty()) return;
  page.Gap();
  page.Paragraph(absl::StrCat(heading, ":"), Tone::kLabel);
  RenderStatements(statements, page);
}

}  // namespace

void RenderWhatToDo(const v1::CarePathway& pathway,
                    const std::string& region_code,
                    const std::string& avoid_first, Page& page) {
  for (const v1::RegionalContact& contact : pathway.regional_contacts()) {
    if (contact.region_code() == region_code) {
      page.Paragraph(absl::StrCat("Call ", contact.phone_number(), " (",
                                  contact.service(), ")"),
                     Tone::kTitle);
    }
  }
  page.Labelled("Who", pathway.contact().text());
  page.Labelled("By when", pathway.by_when().text());
  Section("Meanwhile", pathway.meanwhile(), page);
  auto avoid = pathway.avoid();
  if (!avoid_first.empty()) {
    avoid.Add()->set_text(avoid_first);
    std::rotate(avoid.begin(), avoid.end() - 1, avoid.end());
  }
  Section("Leave alone", avoid, page);
}

void Render(const v1::CarePathway& pathway, Library& library, Page& page) {
  RenderHead(pathway, page);
  page.Gap();
  page.Labelled("For", Capitalised(UrgencyText(pathway.urgency())));
  page.Labelled("Who", pathway.contact().text());
  page.Labelled("By when", pathway.by_when().text());
  if (pathway.has_within()) {
    page.Labelled("At the latest",
                  absl::StrCat("within ", DurationText(pathway.within())));
  }
  Section("Meanwhile", pathway.meanwhile(), page);
  Section("Leave alone", pathway.avoid(), page);
  Section("When to stop, and when to get help", pathway.safety_net(), page);
  if (!pathway.regional_contacts().empty()) {
    page.Heading("Numbers to call");
    for (const v1::RegionalContact& contact : pathway.regional_contacts()) {
      page.Bullet(absl::StrCat(contact.region_code(), ": ",
                               contact.phone_number(), " (", contact.service(),
                               ")"));
    }
  }
  RenderFoot(pathway, library, page);
}

}  // namespace knead::cli
