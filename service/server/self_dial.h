#ifndef KNEAD_SERVICE_SERVER_SELF_DIAL_H_
#define KNEAD_SERVICE_SERVER_SELF_DIAL_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace knead {

// What a client says first on a connection in plain text: the preface of
// HTTP/2.
std::string Http2FirstWords();

// What a client says first on an encrypted connection: a TLS ClientHello for
// HTTP/2.
std::string TlsFirstWords();

// Whether somebody answers new connections at `address`, `HOST:PORT` or
// `unix:/path`: connects, says `first_words` and waits for the first byte of
// the answer. The words are the same whether or not the server asks for a
// certificate or a token, so that the check needs neither. A peer that hangs up
// has taken the connection, and counts as an answer, too.
//
// DEADLINE_EXCEEDED: nobody answered within `timeout`. UNAVAILABLE: nobody
// listens there. PERMISSION_DENIED: this user may not connect to the socket
// file. RESOURCE_EXHAUSTED: the process has no descriptor left for a
// connection. INVALID_ARGUMENT: not an address. Thread-safe.
absl::Status DialOnce(const std::string& address, absl::string_view first_words,
                      absl::Duration timeout);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_SELF_DIAL_H_
