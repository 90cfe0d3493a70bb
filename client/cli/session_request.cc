#include "client/cli/session_request.h"

#include <istream>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/arguments.h"
#include "client/cli/assess_request.h"
#include "client/cli/library.h"
#include "client/cli/name_options.h"
#include "client/cli/resource_kinds.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {

absl::StatusOr<SessionInput> BuildSessionRequest(
    const SessionArguments& arguments, std::istream& standard_input,
    Library& library) {
  absl::StatusOr<AssessInput> person =
      BuildAssessRequest(arguments, standard_input, library);
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
  return input;
}

}  // namespace knead::cli
