#ifndef KNEAD_CLIENT_TESTING_CERTIFICATES_H_
#define KNEAD_CLIENT_TESTING_CERTIFICATES_H_

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
Identity MakeAuthority();

// One for the host `host`, signed by `authority`.
Identity MakeIdentity(const Identity& authority, const std::string& host);

}  // namespace knead

#endif  // KNEAD_CLIENT_TESTING_CERTIFICATES_H_
