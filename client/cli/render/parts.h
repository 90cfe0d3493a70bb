#ifndef KNEAD_CLIENT_CLI_RENDER_PARTS_H_
#define KNEAD_CLIENT_CLI_RENDER_PARTS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "client/cli/library.h"
#include "client/cli/text/page.h"
#include "client/cli/words/citations.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

// The parts that the pages of all kinds of resources share.

// The name of a resource, what else it is called, and its summary.
template <typename Resource>
void RenderHead(const Resource& resource, Page& page);

// Where a resource comes from.
template <typename Resource>
void RenderFoot(const Resource& resource, Library& library, Page& page) {
  page.Gap();
  page.Labelled("Sources", CitationsText(resource.citations(), library));
}

// One bullet for each statement.
void RenderStatements(
    const google::protobuf::RepeatedPtrField<v1::Statement>& statements,
    Page& page);

// A section with where sources disagree; nothing when they do not.
void RenderDisagreements(
    const google::protobuf::RepeatedPtrField<v1::Disagreement>& disagreements,
    Library& library, Page& page);

// `UBERON 0001377 (quadriceps femoris)`, separated by semicolons.
std::string CodesText(
    const google::protobuf::RepeatedPtrField<v1::Code>& codes);

// The display names of these resources, separated by commas.
std::string NamesText(
    const google::protobuf::RepeatedPtrField<std::string>& names,
    Library& library);

// The tools to lay out for a session, in the same way; hands need not be.
std::string ToolsToLayOut(const v1::SessionPlan& plan, Library& library);

// Implementation. -------------------------------------------------------------

void RenderHeadParts(
    absl::string_view display_name, absl::string_view name,
    const google::protobuf::RepeatedPtrField<std::string>& aliases,
    absl::string_view summary, Page& page);

template <typename Resource>
void RenderHead(const Resource& resource, Page& page) {
  RenderHeadParts(resource.display_name(), resource.name(), resource.aliases(),
                  resource.summary(), page);
}

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RENDER_PARTS_H_
