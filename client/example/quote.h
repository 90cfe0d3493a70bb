#ifndef KNEAD_CLIENT_EXAMPLE_QUOTE_H_
#define KNEAD_CLIENT_EXAMPLE_QUOTE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace knead {

// A piece of a program that a page quotes.
struct Quote {
  // The file it is taken from, from the root of the tree.
  std::string path;
  // The quoted lines.
  std::string text;
};

// The quotes on a page of Markdown. A quote is a fenced `cpp` block whose line
// before is `<!-- example:PATH -->`. INVALID_ARGUMENT, with the line, where
// such a line is not followed by a block, or a block does not end.
absl::StatusOr<std::vector<Quote>> FindQuotes(absl::string_view page);

// The lines of a program between `// README: begin` and `// README: end`, which
// is what a page quotes of it. NOT_FOUND unless there is exactly one such pair.
absl::StatusOr<std::string> QuotedRegion(absl::string_view program);

}  // namespace knead

#endif  // KNEAD_CLIENT_EXAMPLE_QUOTE_H_
