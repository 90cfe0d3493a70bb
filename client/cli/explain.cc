#include "client/cli/explain.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/assess_request.h"
#include "client/cli/environment.h"
#include "client/cli/library.h"
#include "client/cli/output.h"
#include "client/cli/render/explanation.h"
#include "client/cli/text/text_page.h"
#include "knead/v1/explanation.pb.h"

namespace knead::cli {
namespace {

// Most that the page lists in each place when nothing else is asked for.
constexpr int kUsualChanges = 20;

}  // namespace

absl::Status RunExplain(const ExplainArguments& arguments, Library& library,
                        const Environment& environment, const Answer& answer) {
  absl::StatusOr<AssessInput> input =
      BuildAssessRequest(arguments, environment.in, library);
  if (!input.ok()) return input.status();
  v1::ExplainRequest request;
  *request.mutable_request() = input->request;
  const bool text = answer.format == OutputFormat::kText;
  // The page tells what each level adds to the one above, and so has to know
  // all of them.
  request.set_max_changes(text ? kMostChanges : arguments.max_changes);
  const absl::StatusOr<v1::Explanation> explanation =
      library.client().Explain(request);
  if (!explanation.ok()) {
    return InTermsOfOptions(explanation.status(), *input);
  }
  if (!text) {
    absl::StatusOr<std::string> printed =
        ForPrograms(*explanation, answer.format);
    if (!printed.ok()) return printed.status();
    answer.out << *printed;
    return absl::OkStatus();
  }
  TextPage page(answer.out, answer.layout);
  RenderExplanation(
      *explanation,
      arguments.max_changes > 0 ? arguments.max_changes : kUsualChanges,
      library, page);
  return absl::OkStatus();
}

}  // namespace knead::cli
