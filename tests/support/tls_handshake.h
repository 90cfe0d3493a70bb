#ifndef KNEAD_TESTS_SUPPORT_TLS_HANDSHAKE_H_
#define KNEAD_TESTS_SUPPORT_TLS_HANDSHAKE_H_

#include <string>

namespace knead {

// How an attempt to agree on TLS ended.
struct HandshakeResult {
  bool ok = false;
  // E.g. `TLSv1.3`, and the protocol that was agreed on within.
  std::string version;
  std::string protocol;
  // What the library says of a failure.
  std::string reason;
};

// Offers one version of TLS (OpenSSL's number of it, e.g. TLS1_2_VERSION) and
// HTTP/2 to a server, whoever it is. Allows what a client today would not.
HandshakeResult Handshake(const std::string& address, int version);

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_TLS_HANDSHAKE_H_
