#include "client/cli/failure.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "client/cli/exit_code.h"
#include "client/cli/text/unicode.h"
#include "client/error_details.h"

namespace knead::cli {
namespace {

// One line, whatever it was made of.
std::string Line(absl::string_view text) {
  return absl::StrCat(
      "knead: ", absl::StrReplaceAll(Printable(text), {{"\n", " "}}), "\n");
}

}  // namespace

std::string FailureText(const absl::Status& status, absl::string_view server) {
  if (absl::IsUnavailable(status) && ErrorDomain(status) != kErrorDomain) {
    return Line(absl::StrCat(
        "no server answers at ",
        server.empty() ? absl::string_view("the embedded address") : server,
        " (", status.message(),
        "); check --server or KNEAD_SERVER, and --transport; where no server "
        "is "
        "named, knead answers by itself"));
  }
  if (absl::IsDeadlineExceeded(status)) {
    return Line(absl::StrCat("the server did not answer in time (",
                             status.message(), "); try again"));
  }
  std::string text;
  for (const FieldViolation& violation : FieldViolations(status)) {
    absl::StrAppend(&text, Line(absl::StrCat(violation.field, ": ",
                                             violation.description)));
  }
  if (!text.empty()) return text;
  if (absl::IsInvalidArgument(status) || absl::IsNotFound(status) ||
      IsDiffers(status)) {
    return Line(status.message());
  }
  return Line(absl::StrCat("the call failed: ", status.message(), " (",
                           absl::StatusCodeToString(status.code()), ")"));
}

}  // namespace knead::cli
