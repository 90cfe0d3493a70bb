#ifndef KNEAD_CLIENT_OPTIONS_H_
#define KNEAD_CLIENT_OPTIONS_H_

#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace knead {

// How long a call waits for its answer unless it says otherwise. The service
// answers within milliseconds; what this leaves room for is the network.
inline constexpr absl::Duration kDefaultTimeout = absl::Seconds(10);

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
  // stands in the target.
  std::string server_name;
};

using Credentials = std::variant<TlsCredentials, InsecureCredentials>;

// How to reach a server. A plain value.
struct ClientOptions {
  // Where the server is: `host:port`, `[ipv6]:port`, or one of gRPC's target
  // forms such as `dns:///host:port` and `unix:/path`. Required.
  std::string target;

  // How to secure the connection. TLS against the machine's certificate
  // authorities unless chosen otherwise: a request can say much about a
  // person's health.
  Credentials credentials;

  // How long a call waits unless its CallOptions say otherwise. More than zero,
  // and finite.
  absl::Duration default_timeout = kDefaultTimeout;

  // Names the calling program to the server, e.g. `my-service/1.4`. The SDK
  // appends its own name. Printable ASCII characters; may be empty.
  std::string user_agent;
};

// INVALID_ARGUMENT unless a connection can be made with `options`. The message
// begins with the path of the field at fault and says what to do about it; it
// never quotes key material.
absl::Status Validate(const ClientOptions& options);

}  // namespace knead

#endif  // KNEAD_CLIENT_OPTIONS_H_
