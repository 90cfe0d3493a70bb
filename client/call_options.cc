#include "client/call_options.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace knead {
namespace {

// Keys that gRPC and HTTP/2 give a meaning of their own; all that begin with
// kReservedPrefix are theirs too.
constexpr absl::string_view kReservedKeys[] = {
    "connection", "content-length", "content-type", "host", "te", "user-agent",
};
constexpr absl::string_view kReservedPrefix = "grpc-";

// Values of keys that end so can hold any bytes.
constexpr absl::string_view kBinarySuffix = "-bin";

bool IsKeyCharacter(char c) {
  return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-' ||
         c == '_' || c == '.';
}

bool IsPrintable(char c) { return absl::ascii_isprint(c); }

// `key` as it can be shown: it may hold anything.
std::string Quoted(absl::string_view key) {
  return absl::StrCat("metadata \"", absl::CHexEscape(key), "\": ");
}

}  // namespace

absl::Status ValidateMetadata(const CallOptions& options) {
  for (const auto& [key, value] : options.metadata) {
    if (key.empty()) {
      return absl::InvalidArgumentError(
          "metadata: a key is empty; name it, e.g. \"x-request-id\"");
    }
    if (!std::all_of(key.begin(), key.end(), IsKeyCharacter)) {
      return absl::InvalidArgumentError(absl::StrCat(
          Quoted(key),
          "the key may hold lower-case letters, digits, '-', '_' and '.' "
          "only; rename it"));
    }
    if (absl::StartsWith(key, kReservedPrefix) ||
        std::find(std::begin(kReservedKeys), std::end(kReservedKeys), key) !=
            std::end(kReservedKeys)) {
      return absl::InvalidArgumentError(absl::StrCat(
          Quoted(key), "the key belongs to gRPC itself; choose another"));
    }
    if (!absl::EndsWith(key, kBinarySuffix) &&
        !std::all_of(value.begin(), value.end(), IsPrintable)) {
      return absl::InvalidArgumentError(
          absl::StrCat(Quoted(key),
                       "the value holds a character that is not printable "
                       "ASCII; for such values the key has to end in \"",
                       kBinarySuffix, "\""));
    }
  }
  return absl::OkStatus();
}

}  // namespace knead
