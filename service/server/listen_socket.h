#ifndef KNEAD_SERVICE_SERVER_LISTEN_SOCKET_H_
#define KNEAD_SERVICE_SERVER_LISTEN_SOCKET_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/server/file_descriptor.h"
#include "service/server/listen_address.h"

namespace knead {

// Connections that the kernel holds until they are accepted; it refuses further
// ones. The kernel's own limit (net.core.somaxconn) applies as well.
inline constexpr int kListenBacklog = 4096;

// A socket that listens, without blocking.
struct ListenSocket {
  FileDescriptor fd;
  // As a client names it: `HOST:PORT` with the port that was picked, or
  // `unix:/path`.
  std::string address;
  // Whether it can be reached from this machine alone.
  bool local = false;
  // What is to be removed when the socket closes; empty: nothing.
  std::string path;
};

// Opens what `address` stands for. A name is listened on at all of its
// addresses, as far as the machine has them, on one port. `[::]` takes IPv4,
// too. A socket file that nobody listens on is replaced.
//
// UNAVAILABLE: the address is not there or is taken. FAILED_PRECONDITION:
// systemd passed no socket, or one of another kind, or something else lies at
// the path.
absl::StatusOr<std::vector<ListenSocket>> OpenListenSockets(
    const ListenAddress& address);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_LISTEN_SOCKET_H_
