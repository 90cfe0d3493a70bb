#include "client/cli/render/parts.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "client/cli/library.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/citations.h"
#include "client/names.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/common.pb.h"

namespace knead::cli {

using ::google::protobuf::RepeatedPtrField;

void RenderHeadParts(absl::string_view display_name, absl::string_view name,
                     const RepeatedPtrField<std::string>& aliases,
                     absl::string_view summary, Page& page) {
  page.Paragraph(Capitalised(display_name), Tone::kTitle);
  std::string also = absl::StrJoin(
      aliases, ", ", [](std::string* out, const std::string& alias) {
        out->append(absl::StrReplaceAll(alias, {{"-", " "}}));
      });
  page.Paragraph(absl::StrCat(ResourceId(name),
                              also.empty() ? "" : "; also called ", also),
                 Tone::kQuiet);
  page.Gap();
  page.Paragraph(summary);
}

void RenderStatements(const RepeatedPtrField<v1::Statement>& statements,
                      Page& page) {
  for (const v1::Statement& statement : statements) {
    page.Bullet(statement.text());
  }
}

void RenderDisagreements(
    const RepeatedPtrField<v1::Disagreement>& disagreements, Library& library,
    Page& page) {
  if (disagreements.empty()) return;
  page.Heading("Where sources disagree");
  for (const v1::Disagreement& disagreement : disagreements) {
    page.Bullet(disagreement.position());
    auto indentation = page.Indented();
    page.Labelled("Source", CitationsText(disagreement.citations(), library));
    page.Labelled("Settled", disagreement.resolution());
  }
}

std::string CodesText(const RepeatedPtrField<v1::Code>& codes) {
  return absl::StrJoin(codes, "; ", [](std::string* out, const v1::Code& code) {
    absl::StrAppend(out, code.system(), " ", code.code());
    if (!code.display().empty()) {
      absl::StrAppend(out, " (", code.display(), ")");
    }
  });
}

std::string NamesText(const RepeatedPtrField<std::string>& names,
                      Library& library) {
  return absl::StrJoin(names, ", ",
                       [&](std::string* out, const std::string& name) {
                         out->append(library.DisplayName(name));
                       });
}

std::string ToolsToLayOut(const v1::SessionPlan& plan, Library& library) {
  RepeatedPtrField<std::string> tools;
  for (const std::string& name : plan.tools()) {
    const v1::Tool* tool = library.Find<ToolKind>(name);
    if (tool == nullptr || !tool->always_available()) *tools.Add() = name;
  }
  return NamesText(tools, library);
}

}  // namespace knead::cli
