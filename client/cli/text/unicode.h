#ifndef KNEAD_CLIENT_CLI_TEXT_UNICODE_H_
#define KNEAD_CLIENT_CLI_TEXT_UNICODE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace knead::cli {

// Text is UTF-8 throughout. Bytes that are not take part as U+FFFD, so none of
// these functions fails. All are pure and safe to call from any thread.

// `text` as it is safe to print: each control character but the line feed, and
// each byte that is not UTF-8, becomes U+FFFD, so that text from a server
// cannot steer the terminal. What turns the direction of the text around it is
// dropped.
std::string Printable(absl::string_view text);

// The terminal columns that `text` takes on one line: 2 for a wide character, 0
// for one that combines with the one before it.
int DisplayWidth(absl::string_view text);

// `text` without differences of case, for comparison.
std::string FoldCase(absl::string_view text);

// `text` with its first letter in upper case.
std::string Capitalised(absl::string_view text);

// A code point as text.
std::string Utf8(char32_t code_point);

// The code points of `text`.
std::vector<char32_t> CodePoints(absl::string_view text);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_TEXT_UNICODE_H_
