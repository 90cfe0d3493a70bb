#ifndef KNEAD_CLIENT_CLI_READ_TEXT_H_
#define KNEAD_CLIENT_CLI_READ_TEXT_H_

#include <string>

#include "absl/status/statusor.h"
#include "client/cli/assess_request.h"
#include "client/cli/environment.h"
#include "client/cli/library.h"
#include "client/cli/text/text_page.h"

namespace knead::cli {

// How the reading of a text ended.
enum class TextEnd {
  // What counts of it is in the request.
  kRead,
  // The person typed `q`.
  kStopped,
};

// Reads what a person wrote, shows on `page` what was understood, and adds it
// to `input`. What `input` says already stays, but where it denies or leaves
// unsure what the text says is so, nothing is read: INVALID_ARGUMENT.
//
// With `asks` the person is asked about each proposal, which they can take,
// change or leave open; Enter takes what the text says is so and leaves open
// everything else. Without it, only what the text says is so is added, and the
// page says what was not used.
//
// INVALID_ARGUMENT also when the input ends before the last question; otherwise
// the error of the call that failed.
absl::StatusOr<TextEnd> ReadText(const std::string& text, bool asks,
                                 const Environment& environment,
                                 Library& library, TextPage& page,
                                 AssessInput& input);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_READ_TEXT_H_
