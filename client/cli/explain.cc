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
#include "client/cli/text/page.h"
#include "knead/v1/explanation.pb.h"

namespace knead::cli {

absl::Status RunExplain(const ExplainArguments& arguments, Library& library,
                        const Environment& environment, const Answer& answer) {
  absl::StatusOr<AssessInput> input =
      BuildAssessRequest(arguments, environment.in, library);
  if (!input.ok()) return input.status();
  v1::ExplainRequest request;
  *request.mutable_request() = input->request;
  request.set_max_changes(arguments.max_changes);
  const absl::StatusOr<v1::Explanation> explanation =
      library.client().Explain(request);
  if (!explanation.ok()) {
    return InTermsOfOptions(explanation.status(), *input);
  }
  if (answer.format != OutputFormat::kText) {
    absl::StatusOr<std::string> text = ForPrograms(*explanation, answer.format);
    if (!text.ok()) return text.status();
    answer.out << *text;
    return absl::OkStatus();
  }
  Page page(answer.out, answer.layout);
  RenderExplanation(*explanation, library, page);
  return absl::OkStatus();
}

}  // namespace knead::cli
