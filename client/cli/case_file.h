#ifndef KNEAD_CLIENT_CLI_CASE_FILE_H_
#define KNEAD_CLIENT_CLI_CASE_FILE_H_

#include <istream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {

// A case file holds what is known about a person: a knead.v1.AssessRequest in
// protobuf's text format. It begins with the line
//
//   # proto-message: knead.v1.AssessRequest
//
// for editors and other tools; it is not required.

// The case in `text`. INVALID_ARGUMENT with `name`, line and column when it is
// not one.
absl::StatusOr<v1::AssessRequest> ParseCase(absl::string_view text,
                                            absl::string_view name);

// The case in the file at `path`, or in `standard_input` when that is `-`.
// INVALID_ARGUMENT when it cannot be read, is too large, or is not a case.
absl::StatusOr<v1::AssessRequest> ReadCase(const std::string& path,
                                           std::istream& standard_input);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_CASE_FILE_H_
