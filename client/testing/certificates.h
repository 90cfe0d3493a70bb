#ifndef KNEAD_CLIENT_TESTING_CERTIFICATES_H_
#define KNEAD_CLIENT_TESTING_CERTIFICATES_H_

#include <optional>
#include <string>

namespace knead {

// A certificate and its private key, as PEM text.
struct Identity {
  std::string certificate;
  std::string private_key;
};

// Certificates for tests, made anew each time and valid for a day.
//
// One that signs itself and may sign others.
Identity MakeAuthority(const std::string& name = "Test authority");

// What is special about a certificate.
struct IdentityOptions {
  // Its subject alternative names as OpenSSL takes them, e.g.
  // `DNS:a.test,URI:spiffe://test/b`; empty for none. Unset: the host's.
  std::optional<std::string> alternative_names;
  // Ended an hour ago.
  bool is_expired = false;
  // Seconds until it holds; it already does for 0.
  int seconds_to_wait = 0;
  // Has an RSA key of 1024 bits.
  bool is_weak = false;
};

// One for the host `host`, signed by `authority`.
Identity MakeIdentity(const Identity& authority, const std::string& host,
                      const IdentityOptions& options = {});

}  // namespace knead

#endif  // KNEAD_CLIENT_TESTING_CERTIFICATES_H_
