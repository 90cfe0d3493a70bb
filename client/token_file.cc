#include "client/token_file.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace knead {
namespace {

absl::Status Faulty(const std::string& path, absl::string_view problem) {
  return absl::FailedPreconditionError(
      absl::StrCat("token file ", path, ": ", problem));
}

absl::StatusOr<std::string> ReadToken(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  // One more than a token has, with room for the white space around it.
  std::string text(2 * kMaxTokenBytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || (file.fail() && !file.eof())) {
    return Faulty(path, "cannot be read; check the path and its permissions");
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  absl::StripAsciiWhitespace(&text);
  if (text.empty()) return Faulty(path, "is empty; put the token into it");
  if (text.size() > kMaxTokenBytes) {
    return Faulty(path, absl::StrCat("holds more than the ", kMaxTokenBytes,
                                     " bytes that a token may have"));
  }
  if (!std::all_of(text.begin(), text.end(),
                   [](char c) { return absl::ascii_isgraph(c); })) {
    return Faulty(path,
                  "holds more than a token: put nothing else into it, in one "
                  "line of printable ASCII characters");
  }
  return text;
}

}  // namespace

TokenProvider TokenFile(std::string path) {
  return [path = std::move(path)] { return ReadToken(path); };
}

}  // namespace knead
