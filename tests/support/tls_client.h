#ifndef KNEAD_TESTS_SUPPORT_TLS_CLIENT_H_
#define KNEAD_TESTS_SUPPORT_TLS_CLIENT_H_

#include <memory>
#include <optional>
#include <string>

#include "client/testing/certificates.h"
#include "grpcpp/channel.h"

namespace knead {

// The name that certificates of servers carry in tests.
inline constexpr char kTlsServerName[] = "server.test";

// How a client of a test connects.
struct TlsClient {
  // PEM text of the authorities that it trusts.
  std::string roots;
  // What it shows of itself.
  std::optional<Identity> identity;
  // A bearer token; empty for none.
  std::string token;
};

// A connection of its own to a server named kTlsServerName.
std::shared_ptr<grpc::Channel> ConnectTls(const std::string& address,
                                          const TlsClient& client);

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_TLS_CLIENT_H_
