#include "client/cli/session_request.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/ask_person.h"
#include "client/cli/assess_request.h"
#include "client/cli/environment.h"
#include "client/cli/interview/interview.h"
#include "client/cli/library.h"
#include "client/cli/name_options.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/text_page.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

absl::StatusOr<SessionInput> BuildSessionRequest(
    const SessionArguments& arguments, const Environment& environment,
    const Answer& answer, Library& library) {
  absl::StatusOr<AssessInput> person =
      BuildAssessRequest(arguments, environment.in, library);
  if (!person.ok()) return person.status();
  SessionInput input;
  input.person = *std::move(person);
  v1::PlanSessionRequest& request = input.request;
  *request.mutable_assessment_request() = input.person.request;
  request.mutable_available_time()->set_seconds(60 * arguments.minutes);
  absl::Status status =
      AddNames<RegionKind>("--prefer-region", arguments.preferred_regions,
                           library, *request.mutable_preferred_regions());
  if (!status.ok()) return status;
  status = AddNames<TechniqueKind>("--prefer-technique",
                                   arguments.preferred_techniques, library,
                                   *request.mutable_preferred_techniques());
  if (!status.ok()) return status;
  if (arguments.interactive) {
    TextPage page = TalkPage(environment, answer);
    const absl::StatusOr<InterviewResult> result =
        AskPerson(input.person, environment, library, page);
    if (!result.ok()) return result.status();
    input.person.request = result->request;
    *request.mutable_assessment_request() = result->request;
    // What comes next is another page.
    if (answer.format == OutputFormat::kText) answer.out << '\n';
  }
  return input;
}

}  // namespace knead::cli
