#ifndef KNEAD_CLIENT_CALL_OPTIONS_H_
#define KNEAD_CLIENT_CALL_OPTIONS_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace knead {

// Keys of the metadata that the service sends with every response.
//
// The digest of the content that the response rests on.
inline constexpr absl::string_view kContentRevisionKey =
    "knead-content-revision";
// The version of the rules engine.
inline constexpr absl::string_view kEngineVersionKey = "knead-engine-version";
// BCP 47 tag of the language of the response.
inline constexpr absl::string_view kContentLanguageKey = "content-language";

// What a server sent beside a response, by key. Keys are lower-case.
using ResponseMetadata = std::multimap<std::string, std::string>;

// What one call does differently from the others. A default-constructed one
// changes nothing. A plain value: copy it, keep it, share it between threads.
struct CallOptions {
  // How long to wait for the answer, from now. Not set: the connection's
  // default. A call whose time is up returns DEADLINE_EXCEEDED; zero and
  // negative times are up at once. `absl::InfiniteDuration()` waits for ever.
  // A PagedRange gives each of its pages this time. For a stream it is the time
  // from its begin to its end.
  std::optional<absl::Duration> timeout;

  // Whether the call waits for a server as long as none can be reached, rather
  // than fail with UNAVAILABLE. Not set: the connection's default.
  std::optional<bool> wait_for_ready;

  // Keys and values that the server receives as metadata of the call, e.g.
  // {"x-request-id", "7f3a"}. A key may stand here more than once. Keys consist
  // of lower-case letters, digits, `-`, `_` and `.`; values of printable ASCII
  // characters, or of any bytes where the key ends in `-bin`. Keys that gRPC
  // and HTTP/2 use themselves are refused. A call with other metadata returns
  // INVALID_ARGUMENT and is not sent. An `authorization` of its own takes the
  // place of the connection's token.
  std::vector<std::pair<std::string, std::string>> metadata;

  // Where to put what the server sent beside the response, or beside the error.
  // Null: nowhere. It is overwritten before the call returns, must live until
  // then (with a PagedRange: as long as the range; with a stream: until it is
  // finished or destroyed; with CallAsync: until the callback runs), and must
  // not be shared by calls that run at the same time.
  ResponseMetadata* response_metadata = nullptr;
};

// INVALID_ARGUMENT, with the key at fault and what to do about it, unless the
// metadata of `options` can be sent. Every call does this check itself.
absl::Status ValidateMetadata(const CallOptions& options);

}  // namespace knead

#endif  // KNEAD_CLIENT_CALL_OPTIONS_H_
