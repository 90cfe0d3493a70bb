#include "client/cli/search.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "client/cli/lookup_commands.h"
#include "client/cli/name_options.h"
#include "client/cli/output.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/style.h"
#include "client/cli/text/text_page.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/enum_label.h"
#include "client/names.h"
#include "knead/v1/search.pb.h"

namespace knead::cli {
namespace {

// What a search can be kept to by name.
template <typename Kind>
absl::Status SetName(absl::string_view option, const std::string& typed,
                     Library& library, std::string* name) {
  if (typed.empty()) return absl::OkStatus();
  absl::StatusOr<std::string> found = library.Resolve<Kind>(typed);
  if (!found.ok()) {
    return AtOption(found.status(), absl::StrCat(option, " ", typed));
  }
  *name = *std::move(found);
  return absl::OkStatus();
}

absl::StatusOr<v1::SearchRequest> BuildRequest(const SearchArguments& arguments,
                                               Library& library) {
  v1::SearchRequest request;
  request.set_query(arguments.query);
  request.set_page_size(arguments.max_results);
  request.set_language_code(library.language_code());
  for (const std::string& typed : arguments.kinds) {
    const std::optional<int> kind =
        EnumValue(v1::ResourceKind_descriptor(), typed);
    if (!kind) {
      return absl::InvalidArgumentError(
          absl::StrCat("--kind is one of ", absl::StrJoin(SearchKinds(), ", "),
                       "; not \"", typed, "\""));
    }
    request.add_kinds(static_cast<v1::ResourceKind>(*kind));
  }
  absl::Status status = SetName<RegionKind>("--region", arguments.region,
                                            library, request.mutable_region());
  if (!status.ok()) return status;
  status = SetName<ToolKind>("--tool", arguments.tool, library,
                             request.mutable_tool());
  if (!status.ok()) return status;
  return request;
}

// The command that shows a resource; empty where there is none.
std::string CommandFor(const std::string& name) {
  std::string command;
  ForEachKind([&](auto kind) {
    if (name.substr(0, name.find('/')) == kind.kCollection) {
      command = absl::StrCat("knead ", kind.kCommand, " ", ResourceId(name));
    }
  });
  return command;
}

void RenderResult(const v1::SearchResult& result, TextPage& page) {
  page.Gap();
  page.Paragraph(
      absl::StrCat(Capitalised(result.display_name()), " (",
                   absl::StrReplaceAll(EnumLabel(result.kind()), {{"-", " "}}),
                   ")"),
      Tone::kLabel);
  auto indentation = page.Indented();
  if (result.snippets().empty()) page.Paragraph(result.summary());
  for (const v1::SearchSnippet& snippet : result.snippets()) {
    std::vector<std::pair<size_t, size_t>> stretches;
    for (const v1::SearchHighlight& highlight : snippet.highlights()) {
      if (highlight.start() < 0 || highlight.end() < highlight.start())
        continue;
      stretches.emplace_back(highlight.start(), highlight.end());
    }
    page.Marked(snippet.text(), stretches);
  }
  page.Verbatim(CommandFor(result.name()));
}

void Render(const v1::SearchRequest& request,
            const v1::SearchResponse& response, TextPage& page) {
  if (!response.corrected_query().empty()) {
    page.Paragraph(absl::StrCat("Did you mean \"", response.corrected_query(),
                                "\"? This is what there is on that."),
                   Tone::kCaution);
    page.Gap();
  }
  if (response.names_danger()) {
    page.Paragraph(
        "These words can mean a danger. \"knead assess --interactive\" tells "
        "you what to do about it.",
        Tone::kDanger);
    page.Gap();
  }
  const std::string& asked = response.corrected_query().empty()
                                 ? request.query()
                                 : response.corrected_query();
  if (response.results().empty()) {
    page.Paragraph(absl::StrCat("There is nothing on \"", asked,
                                "\". Try other words, or fewer filters."));
    return;
  }
  const int total = response.total_size();
  const int shown = response.results_size();
  std::string count = absl::StrCat(total, total == 1 ? " result" : " results",
                                   " for \"", asked, "\"");
  if (shown < total) absl::StrAppend(&count, ", the best ", shown, " of them");
  page.Paragraph(count, Tone::kTitle);
  for (const v1::SearchResult& result : response.results()) {
    RenderResult(result, page);
  }
}

}  // namespace

absl::Status RunSearch(const SearchArguments& arguments, Library& library,
                       const Answer& answer) {
  const absl::StatusOr<v1::SearchRequest> request =
      BuildRequest(arguments, library);
  if (!request.ok()) return request.status();
  const absl::StatusOr<v1::SearchResponse> response =
      library.client().Search(*request);
  if (!response.ok()) return response.status();
  if (answer.format != OutputFormat::kText) {
    absl::StatusOr<std::string> printed = ForPrograms(*response, answer.format);
    if (!printed.ok()) return printed.status();
    answer.out << *printed;
    return absl::OkStatus();
  }
  TextPage page(answer.out, answer.layout);
  Render(*request, *response, page);
  return absl::OkStatus();
}

}  // namespace knead::cli
