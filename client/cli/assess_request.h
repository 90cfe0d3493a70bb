#ifndef KNEAD_CLIENT_CLI_ASSESS_REQUEST_H_
#define KNEAD_CLIENT_CLI_ASSESS_REQUEST_H_

#include <istream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/arguments.h"
#include "client/cli/library.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// A request, and where on the command line its parts come from.
struct AssessInput {
  v1::AssessRequest request;
  // For each observation of the request: the option that said it, e.g.
  // `--quantity age=34`, or the case file with the path of the field.
  std::vector<std::string> origins;
};

// The request that `arguments` describe: the case file, then the options, which
// add to it and win over it. `standard_input` is read for `--case -` only.
//
// INVALID_ARGUMENT that begins with the option at fault; or the error of a call
// that failed.
absl::StatusOr<AssessInput> BuildAssessRequest(const PersonArguments& arguments,
                                               std::istream& standard_input,
                                               Library& library);

// `status` of a call with that input, with the paths of the request's fields
// replaced by the options that set them.
absl::Status InTermsOfOptions(const absl::Status& status,
                              const AssessInput& input);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_ASSESS_REQUEST_H_
