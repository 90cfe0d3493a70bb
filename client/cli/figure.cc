#include "client/cli/figure.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/assess_request.h"
#include "client/cli/environment.h"
#include "client/cli/library.h"
#include "client/cli/names.h"
#include "client/cli/output.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/style.h"
#include "client/cli/text/text_page.h"
#include "client/cli/write_file.h"
#include "client/names.h"
#include "knead/v1/figure.pb.h"

namespace knead::cli {
namespace {

// Adds the ids of all resources of a kind.
template <typename Kind>
void AddIds(const Library& library, std::vector<std::string>& ids) {
  for (const auto& resource : library.All<Kind>()) {
    ids.emplace_back(ResourceId(resource.name()));
  }
}

// The technique, the muscle group or the region that `text` means, in this
// order.
absl::StatusOr<std::string> ResolveTarget(const std::string& text,
                                          Library& library) {
  absl::StatusOr<std::string> name = library.Resolve<TechniqueKind>(text);
  if (name.ok() || !absl::IsInvalidArgument(name.status())) return name;
  name = library.Resolve<MuscleGroupKind>(text);
  if (name.ok() || !absl::IsInvalidArgument(name.status())) return name;
  name = library.Resolve<RegionKind>(text);
  if (name.ok() || !absl::IsInvalidArgument(name.status())) return name;
  std::vector<std::string> ids;
  AddIds<TechniqueKind>(library, ids);
  AddIds<MuscleGroupKind>(library, ids);
  AddIds<RegionKind>(library, ids);
  const std::string near = DidYouMean(Nearest(text, ids));
  return absl::InvalidArgumentError(absl::StrCat(
      "there is no technique, muscle group or region \"", text, "\"; ",
      near.empty() ? near : absl::StrCat(near, " "),
      "\"knead techniques\", \"knead muscles\" and \"knead regions\" list "
      "them"));
}

bool SaysAnything(const PersonArguments& person) {
  return person.deny_rest || !person.present.empty() ||
         !person.absent.empty() || !person.unknown.empty() ||
         !person.quantities.empty() || !person.regions.empty() ||
         !person.tools.empty() || !person.clearances.empty() ||
         !person.case_file.empty() || !person.country.empty();
}

}  // namespace

absl::Status RunFigure(const FigureArguments& arguments, Library& library,
                       const Environment& environment, const Answer& answer) {
  absl::StatusOr<std::string> name = ResolveTarget(arguments.name, library);
  if (!name.ok()) return name.status();
  v1::RenderFigureRequest request;
  request.set_name(*std::move(name));
  if (arguments.side == "left") request.set_side(v1::SIDE_LEFT);
  if (arguments.side == "right") request.set_side(v1::SIDE_RIGHT);
  AssessInput input;
  if (SaysAnything(arguments.person)) {
    absl::StatusOr<AssessInput> built =
        BuildAssessRequest(arguments.person, environment.in, library);
    if (!built.ok()) return built.status();
    input = *std::move(built);
    *request.mutable_assessment_request() = input.request;
  }
  const absl::StatusOr<v1::Figure> figure =
      library.client().RenderFigure(request);
  if (!figure.ok()) return InTermsOfOptions(figure.status(), input);
  if (!arguments.file.empty()) {
    absl::Status status =
        WriteFile(arguments.file, figure->svg(), FileReaders::kUsual);
    if (!status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--output ", status.message()));
    }
  }
  if (answer.format != OutputFormat::kText) {
    absl::StatusOr<std::string> printed = ForPrograms(*figure, answer.format);
    if (!printed.ok()) return printed.status();
    answer.out << *printed;
    return absl::OkStatus();
  }
  if (arguments.file.empty()) {
    answer.out << figure->svg();
    return absl::OkStatus();
  }
  TextPage page(answer.out, answer.layout);
  page.Paragraph(figure->title(), Tone::kTitle);
  page.Paragraph(figure->description());
  if (!figure->left_out().empty()) {
    page.Paragraph("Why: \"knead assess\" says so, with the same options.",
                   Tone::kQuiet);
  }
  return absl::OkStatus();
}

}  // namespace knead::cli
