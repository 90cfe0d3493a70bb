#ifndef KNEAD_CLIENT_OPTIONS_H_
#define KNEAD_CLIENT_OPTIONS_H_

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace knead {

// How long a call waits for its answer unless it says otherwise. The service
// answers within milliseconds; what this leaves room for is the network.
inline constexpr absl::Duration kDefaultTimeout = absl::Seconds(10);

// How long a stream lasts at most unless it says otherwise: the two hours after
// which the service ends a coached session, its longest stream, and room for
// the network.
inline constexpr absl::Duration kDefaultStreamTimeout = absl::Minutes(121);

// How often a call is sent at most, unless chosen otherwise, and at the very
// most: gRPC takes no more.
inline constexpr int kDefaultAttempts = 4;
inline constexpr int kMaxAttempts = 5;

// How long to pause before a call is sent again: the first time, and at most.
inline constexpr absl::Duration kDefaultInitialBackoff = absl::Milliseconds(10);
inline constexpr absl::Duration kDefaultMaxBackoff = absl::Seconds(1);

// How many failed attempts use up the budget for repeating, and how much of one
// each success makes good: while fewer than one attempt in three fail, it does
// not run out.
inline constexpr int kDefaultRetryBudget = 500;
inline constexpr int kMaxRetryBudget = 1'000'000;
inline constexpr double kDefaultRetryRefill = 0.5;
inline constexpr double kMinRetryRefill = 0.001;

// A peer that was silent for this long is asked whether it is still there, and
// has this long to answer. The service closes connections whose clients ask
// more often than kMinKeepaliveInterval. While nobody waits for anything, as
// between the events of a stream, gRPC looks at a connection every 5 seconds
// only: a time to answer that is not well above that takes a quiet connection
// for a dead one.
inline constexpr absl::Duration kDefaultKeepaliveInterval = absl::Seconds(30);
inline constexpr absl::Duration kMinKeepaliveInterval = absl::Seconds(10);
inline constexpr absl::Duration kDefaultKeepaliveTimeout = absl::Seconds(20);

// How long to pause before a server that could not be reached is tried again:
// the first time, and at most; and how long one may take to accept a
// connection.
inline constexpr absl::Duration kDefaultInitialReconnect =
    absl::Milliseconds(100);
inline constexpr absl::Duration kDefaultMaxReconnect = absl::Seconds(5);
inline constexpr absl::Duration kDefaultConnectTimeout = absl::Seconds(5);

// Largest request of a call that is sent, in bytes: the largest that the
// service takes, unless its operator chose otherwise.
inline constexpr int kDefaultMaxRequestBytes = 64 * 1024;

// Largest response that is accepted, in bytes: the largest that the service
// sends.
inline constexpr int kDefaultMaxResponseBytes = 16 * 1024 * 1024;

// How often certificate files are looked at for changes.
inline constexpr absl::Duration kDefaultReloadInterval = absl::Seconds(10);

// Longest time that any of the options takes, but for `default_timeout` and
// `stream_timeout`.
inline constexpr absl::Duration kMaxOptionDuration = absl::Hours(24);

// Plain text: for a server on the same machine, or behind a proxy that
// encrypts. Whoever sits between can read and change what is sent.
struct InsecureCredentials {};

// An encrypted connection to a server that proves who it is and, with a
// certificate of the client's own, to which the client proves who it is.
struct TlsCredentials {
  // PEM text of the certificate authorities to trust. Empty: the machine's.
  std::string root_certificates;

  // PEM text of the client's certificate, followed by those of the authorities
  // between it and the root. Empty: the client does not identify itself.
  std::string certificate_chain;

  // PEM text of the private key of that certificate. Set exactly when
  // `certificate_chain` is.
  std::string private_key;

  // The name that the server's certificate has to carry. Empty: the host that
  // stands in the target. Several addresses need one.
  std::string server_name;
};

// The same from PEM files, which are read again when they change: connections
// made after that use what they hold then. Replace a key and its certificate
// within one `reload_interval`; until they match again, no connection is made.
struct TlsFileCredentials {
  // File of the certificate authorities to trust. Empty: the machine's.
  std::string root_certificates_file;

  // Files of the client's certificate and of its private key, as in
  // TlsCredentials. Set both or none.
  std::string certificate_chain_file;
  std::string private_key_file;

  // See TlsCredentials.
  std::string server_name;

  // How often the files are looked at, in whole seconds; 1 second at least.
  absl::Duration reload_interval = kDefaultReloadInterval;
};

using Credentials =
    std::variant<TlsCredentials, TlsFileCredentials, InsecureCredentials>;

// Gives the bearer token of a call. Asked once for each call and stream, on the
// caller's thread and by several at a time, so that tokens can be exchanged
// while calls are made; it must not block for long. What it fails with is what
// the call fails with. client/token_file.h makes one that reads a file.
using TokenProvider = std::function<absl::StatusOr<std::string>()>;

// When a call that failed is sent again. Only what another attempt can mend is:
// UNAVAILABLE; a CANCELLED that the caller did not ask for; RESOURCE_EXHAUSTED,
// after the pause that the server asks for. A server can forbid another
// attempt. Streams are never repeated. The deadline of a call is that of all
// its attempts together.
struct RetryOptions {
  // How often a call is sent at most: 1 (never again) to kMaxAttempts.
  int attempts = kDefaultAttempts;

  // The pause before the second attempt; each further one is twice as long, to
  // `max_backoff` at most, and all vary by a fifth at random. Above zero.
  absl::Duration initial_backoff = kDefaultInitialBackoff;
  absl::Duration max_backoff = kDefaultMaxBackoff;

  // Keeps clients from burying servers that are down in repeated calls: each
  // failed attempt takes one from the budget, each success gives
  // `budget_refill` back, and while it is empty nothing is sent again. All
  // connections of a program to one target share one. 1 to kMaxRetryBudget;
  // kMinRetryRefill to 1, to three decimal places.
  int budget = kDefaultRetryBudget;
  double budget_refill = kDefaultRetryRefill;
};

// How a peer that vanished without a word is found out, so that its calls fail
// with UNAVAILABLE.
struct KeepaliveOptions {
  // See kDefaultKeepaliveInterval. kMinKeepaliveInterval or longer; infinite:
  // nobody is asked.
  absl::Duration interval = kDefaultKeepaliveInterval;
  // Above zero.
  absl::Duration timeout = kDefaultKeepaliveTimeout;
  // Whether to ask while no call is under way, too.
  bool without_calls = true;
};

// How to look for a server that cannot be reached.
struct ReconnectOptions {
  // See kDefaultInitialReconnect. Above zero, and the first not above the
  // second.
  absl::Duration initial_backoff = kDefaultInitialReconnect;
  absl::Duration max_backoff = kDefaultMaxReconnect;
  absl::Duration connect_timeout = kDefaultConnectTimeout;
};

// How calls are spread over the addresses of a target.
enum class Balancing {
  // Call by call over all that can be reached.
  kRoundRobin,
  // All to the first that can be reached.
  kPickFirst,
};

// How to reach a server. A plain value.
struct ClientOptions {
  // Where the server is: `host:port`, `[ipv6]:port`, or one of gRPC's target
  // forms such as `dns:///host:port` and `unix:/path`. Required.
  //
  // Where several servers are: `1.2.3.4:port,5.6.7.8:port`, or as many
  // `[ipv6]:port`. Names and kinds of addresses cannot be mixed: several
  // servers with names get one DNS name that stands for all of them. It is
  // looked up again when a connection is lost, every half minute at most.
  std::string target;

  // How to secure the connection. TLS against the machine's certificate
  // authorities unless chosen otherwise: a request can say much about a
  // person's health.
  Credentials credentials;

  // The bearer token of each call, as `authorization` metadata. Empty function:
  // none. Refused with InsecureCredentials unless every address is on this
  // machine.
  TokenProvider token;

  // How long a call waits unless its CallOptions say otherwise. More than zero,
  // and finite.
  absl::Duration default_timeout = kDefaultTimeout;

  // How long a stream lasts at most, from its begin to its end, unless its
  // CallOptions say otherwise. More than zero, and finite.
  absl::Duration stream_timeout = kDefaultStreamTimeout;

  // Whether calls wait for a server as long as none can be reached, rather than
  // fail with UNAVAILABLE, unless their CallOptions say otherwise.
  bool wait_for_ready = false;

  RetryOptions retry;
  KeepaliveOptions keepalive;
  ReconnectOptions reconnect;
  Balancing balancing = Balancing::kRoundRobin;

  // Whether to ask each server for its health and send calls only to those that
  // are serving: so a server can say that it is about to stop. Takes effect
  // with kRoundRobin alone. Not set: yes where the target names several
  // addresses. Set it for a DNS name that stands for several servers. Leave it
  // off behind a proxy: there one server that stops would speak for all.
  std::optional<bool> watch_health;

  // Largest request of a call, in bytes. A larger one is INVALID_ARGUMENT and
  // is not sent: the service would refuse each attempt. At least 1.
  int max_request_bytes = kDefaultMaxRequestBytes;

  // Largest response, in bytes; a larger one is RESOURCE_EXHAUSTED. At least 1.
  int max_response_bytes = kDefaultMaxResponseBytes;

  // Whether this connection has sockets of its own. Otherwise connections of a
  // program that have the same options share theirs.
  bool own_sockets = false;

  // Names the calling program to the server, e.g. `my-service/1.4`. The SDK
  // appends its own name and version. Printable ASCII characters; may be empty.
  std::string user_agent;
};

// INVALID_ARGUMENT unless a connection can be made with `options`. The message
// begins with the path of the field at fault and says what to do about it; it
// never quotes key material. Opens no file.
absl::Status Validate(const ClientOptions& options);

// Whether a connection with `options` watches the health of its servers.
bool WatchesHealth(const ClientOptions& options);

}  // namespace knead

#endif  // KNEAD_CLIENT_OPTIONS_H_
