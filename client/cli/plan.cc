#include "client/cli/plan.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/assess_request.h"
#include "client/cli/environment.h"
#include "client/cli/html/html_page.h"
#include "client/cli/library.h"
#include "client/cli/missing_numbers.h"
#include "client/cli/output.h"
#include "client/cli/render/assessment.h"
#include "client/cli/render/session_block.h"
#include "client/cli/render/session_plan.h"
#include "client/cli/session_request.h"
#include "client/cli/text/text_page.h"
#include "client/client.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/figure.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

// A picture of each technique on each leg that it is planned for, with what to
// leave out hatched.
absl::StatusOr<Pictures> DrawTechniques(const v1::SessionPlan& plan,
                                        const v1::AssessRequest& person,
                                        const Client& client) {
  Pictures pictures;
  for (const v1::PlanBlock& block : plan.blocks()) {
    for (const v1::PlannedTechnique& planned : block.techniques()) {
      v1::RenderFigureRequest request;
      request.set_name(planned.recommendation().technique());
      request.set_side(block.site().side());
      *request.mutable_assessment_request() = person;
      std::string& picture = pictures[{request.name(), request.side()}];
      if (!picture.empty()) continue;
      absl::StatusOr<v1::Figure> figure = client.RenderFigure(request);
      if (!figure.ok()) return figure.status();
      picture = std::move(*figure->mutable_svg());
    }
  }
  return pictures;
}

absl::Status PrintHtml(const v1::PlanSessionResponse& response,
                       const v1::AssessRequest& person, Library& library,
                       const Answer& answer) {
  absl::StatusOr<Pictures> pictures =
      DrawTechniques(response.plan(), person, library.client());
  if (!pictures.ok()) return pictures.status();
  HtmlPage page(SessionTitle(response), response.assessment().language_code());
  Render(response, *pictures, library, page);
  answer.out << page.Text();
  return absl::OkStatus();
}

}  // namespace

absl::Status RunPlan(const PlanArguments& arguments, Library& library,
                     const Environment& environment, const Answer& answer) {
  absl::StatusOr<SessionInput> input =
      BuildSessionRequest(arguments, environment, answer, library);
  if (!input.ok()) return input.status();
  const absl::StatusOr<v1::PlanSessionResponse> response =
      library.client().PlanSession(input->request);
  if (!response.ok()) {
    return InTermsOfOptions(response.status(), input->person);
  }
  if (arguments.deny_rest) {
    SayMissingNumbers(response->assessment(), environment.err);
  }
  if (answer.format == OutputFormat::kJson ||
      answer.format == OutputFormat::kTextproto) {
    absl::StatusOr<std::string> text = ForPrograms(*response, answer.format);
    if (!text.ok()) return text.status();
    answer.out << *text;
    return absl::OkStatus();
  }
  if (absl::Status status = LoadForAssessment(library); !status.ok()) {
    return status;
  }
  if (answer.format == OutputFormat::kHtml) {
    return PrintHtml(*response, input->person.request, library, answer);
  }
  TextPage page(answer.out, answer.layout);
  Render(*response, {}, library, page);
  return absl::OkStatus();
}

}  // namespace knead::cli
