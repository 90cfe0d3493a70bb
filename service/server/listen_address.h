#ifndef KNEAD_SERVICE_SERVER_LISTEN_ADDRESS_H_
#define KNEAD_SERVICE_SERVER_LISTEN_ADDRESS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace knead {

// Where a server listens, as --listen says it.
struct ListenAddress {
  enum class Kind {
    kTcp,      // `HOST:PORT`, or `[HOST]:PORT` for IPv6.
    kUnix,     // `unix:/path`
    kSystemd,  // `systemd`: the sockets that systemd opened.
  };
  Kind kind = Kind::kTcp;
  // Of kTcp: a name or an address, without brackets; and 0 for any free port.
  std::string host;
  int port = 0;
  // Of kUnix.
  std::string path;

  // Whether it is known to be reached from this machine alone. Of kSystemd the
  // sockets tell, so it is not known here.
  bool IsLocal() const;
};

// INVALID_ARGUMENT that names --listen, what was given and what is wanted.
absl::StatusOr<ListenAddress> ParseListenAddress(absl::string_view text);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_LISTEN_ADDRESS_H_
