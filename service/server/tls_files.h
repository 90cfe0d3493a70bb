#ifndef KNEAD_SERVICE_SERVER_TLS_FILES_H_
#define KNEAD_SERVICE_SERVER_TLS_FILES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace knead {

// Where the certificates and the key of a server are, as PEM text.
struct TlsFiles {
  // The server's certificate, followed by those of the authorities between it
  // and the root.
  std::string certificate;

  // The private key of that certificate, without a passphrase.
  std::string key;

  // The authorities whose certificates clients must show. Empty: clients show
  // none.
  std::string client_ca;

  // Those that are set.
  std::vector<std::string> Paths() const;
};

// What the files hold.
struct TlsMaterial {
  std::string certificate_chain;
  std::string private_key;
  // Empty: clients show no certificate.
  std::string client_ca;
  // When the server's certificate ends.
  absl::Time not_after;
};

// Reads the files, and holds them to what a TLS library asks of them: the key
// is that of the certificate, which holds at `now`, and both are strong enough.
//
// NOT_FOUND, PERMISSION_DENIED or another code of the system: a file cannot be
// read. FAILED_PRECONDITION: what it holds does not serve. The text names the
// flag, the file and the fix, and quotes nothing of the file.
absl::StatusOr<TlsMaterial> ReadTlsFiles(const TlsFiles& files, absl::Time now);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_TLS_FILES_H_
