#include "service/server/listen_socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "service/server/peer_group.h"

namespace knead {
namespace {

// How often a free port is looked for that all addresses of a name have free.
constexpr int kPortTries = 16;

constexpr int kSocketType = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;

const sockaddr* Generic(const sockaddr_storage& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

std::string Name(const std::string& host, int port) {
  return absl::StrContains(host, ":") ? absl::StrCat("[", host, "]:", port)
                                      : absl::StrCat(host, ":", port);
}

absl::Status CannotListen(const std::string& name, int error) {
  return absl::UnavailableError(
      absl::StrCat("--listen ", name, ": cannot listen: ", strerror(error),
                   ". Check that the address exists on this machine and that "
                   "no other process has taken it."));
}

// What a socket is bound to.
absl::StatusOr<sockaddr_storage> BoundTo(int fd) {
  sockaddr_storage address{};
  socklen_t length = sizeof(address);
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
    return absl::UnavailableError(absl::StrCat(
        "--listen: cannot read the address of a socket: ", strerror(errno)));
  }
  return address;
}

int PortOf(const sockaddr_storage& address) {
  return ntohs(address.ss_family == AF_INET6
                   ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                   : reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

void SetPort(int port, sockaddr_storage* address) {
  const in_port_t wire = htons(static_cast<uint16_t>(port));
  if (address->ss_family == AF_INET6) {
    reinterpret_cast<sockaddr_in6*>(address)->sin6_port = wire;
  } else {
    reinterpret_cast<sockaddr_in*>(address)->sin_port = wire;
  }
}

// A socket that listens at `address`, or the number of the error.
std::pair<FileDescriptor, int> ListenAt(const sockaddr_storage& address,
                                        socklen_t length) {
  FileDescriptor fd(::socket(address.ss_family, kSocketType, 0));
  if (!fd.open()) return {FileDescriptor(), errno};
  const int on = 1;
  const int off = 0;
  if (address.ss_family != AF_UNIX) {
    // Lets a server start while connections of a former one linger. Two servers
    // still cannot share a port: SO_REUSEPORT stays off.
    setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  }
  if (address.ss_family == AF_INET6) {
    setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
  }
  if (::bind(fd.get(), Generic(address), length) != 0 ||
      ::listen(fd.get(), kListenBacklog) != 0) {
    return {FileDescriptor(), errno};
  }
  return {std::move(fd), 0};
}

struct Resolved {
  sockaddr_storage address;
  socklen_t length;
};

absl::StatusOr<std::vector<Resolved>> Resolve(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(host.c_str(), "0", &hints, &found);
  if (error != 0) {
    return absl::UnavailableError(absl::StrCat(
        "--listen: cannot resolve '", host, "': ", gai_strerror(error)));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found,
                                                                 freeaddrinfo);
  std::vector<Resolved> resolved;
  for (const addrinfo* entry = found; entry != nullptr;
       entry = entry->ai_next) {
    Resolved one{};
    std::memcpy(&one.address, entry->ai_addr, entry->ai_addrlen);
    one.length = entry->ai_addrlen;
    resolved.push_back(one);
  }
  return resolved;
}

// Whether a machine can be without such an address though its name has it.
bool IsMissing(int error) {
  return error == EADDRNOTAVAIL || error == EAFNOSUPPORT ||
         error == EPROTONOSUPPORT;
}

// Listens at all addresses on one port, 0 for a free one. The number of the
// error if there is none, or if one of them is taken.
std::pair<std::vector<ListenSocket>, int> ListenOn(
    const ListenAddress& wanted, std::vector<Resolved> addresses) {
  std::vector<ListenSocket> sockets;
  int port = wanted.port;
  int missing = EADDRNOTAVAIL;
  for (Resolved& one : addresses) {
    SetPort(port, &one.address);
    auto [fd, error] = ListenAt(one.address, one.length);
    if (IsMissing(error)) {
      missing = error;
      continue;
    }
    if (error != 0) return {std::vector<ListenSocket>(), error};
    if (port == 0) {
      const absl::StatusOr<sockaddr_storage> bound = BoundTo(fd.get());
      if (!bound.ok()) return {std::vector<ListenSocket>(), EADDRNOTAVAIL};
      port = PortOf(*bound);
    }
    ListenSocket socket;
    socket.fd = std::move(fd);
    socket.address = Name(wanted.host, port);
    socket.local = wanted.IsLocal();
    sockets.push_back(std::move(socket));
  }
  const int error = sockets.empty() ? missing : 0;
  return {std::move(sockets), error};
}

absl::StatusOr<std::vector<ListenSocket>> OpenTcp(const ListenAddress& wanted) {
  const absl::StatusOr<std::vector<Resolved>> addresses = Resolve(wanted.host);
  if (!addresses.ok()) return addresses.status();
  for (int tries = 1;; ++tries) {
    auto [sockets, error] = ListenOn(wanted, *addresses);
    if (error == 0) return std::move(sockets);
    if (error != EADDRINUSE || wanted.port != 0 || tries == kPortTries) {
      return CannotListen(Name(wanted.host, wanted.port), error);
    }
  }
}

// Removes a socket file that nobody listens on.
absl::Status RemoveStale(const std::string& path,
                         const sockaddr_storage& address, socklen_t length) {
  struct stat entry {};
  if (lstat(path.c_str(), &entry) != 0) return absl::OkStatus();
  if (!S_ISSOCK(entry.st_mode)) {
    return absl::FailedPreconditionError(
        absl::StrCat("--listen unix:", path,
                     ": there is something else at this path; "
                     "remove it, or choose another path"));
  }
  const FileDescriptor probe(::socket(AF_UNIX, kSocketType, 0));
  if (::connect(probe.get(), Generic(address), length) == 0 ||
      errno != ECONNREFUSED) {
    return CannotListen(absl::StrCat("unix:", path), EADDRINUSE);
  }
  ::unlink(path.c_str());
  return absl::OkStatus();
}

absl::StatusOr<std::vector<ListenSocket>> OpenUnix(const std::string& path) {
  sockaddr_storage address{};
  auto& unix_address = reinterpret_cast<sockaddr_un&>(address);
  unix_address.sun_family = AF_UNIX;
  path.copy(unix_address.sun_path, sizeof(unix_address.sun_path) - 1);
  const socklen_t length = sizeof(sockaddr_un);
  if (absl::Status removed = RemoveStale(path, address, length);
      !removed.ok()) {
    return removed;
  }
  auto [fd, error] = ListenAt(address, length);
  if (error != 0) return CannotListen(absl::StrCat("unix:", path), error);
  std::vector<ListenSocket> sockets(1);
  sockets[0].fd = std::move(fd);
  sockets[0].address = absl::StrCat("unix:", path);
  sockets[0].local = true;
  sockets[0].path = path;
  return sockets;
}

absl::StatusOr<ListenSocket> TakeOver(int fd) {
  ListenSocket socket;
  socket.fd = FileDescriptor(fd);
  if (sd_is_socket(fd, AF_UNSPEC, SOCK_STREAM, /*listening=*/1) <= 0) {
    return absl::FailedPreconditionError(
        "--listen systemd: systemd passed something that is no listening "
        "stream socket; use ListenStream= in the .socket unit");
  }
  if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) != 0) {
    return CannotListen("systemd", errno);
  }
  const absl::StatusOr<sockaddr_storage> bound = BoundTo(fd);
  if (!bound.ok()) return bound.status();
  // An address without a group is one of this machine.
  socket.local = !PeerGroup(*bound).has_value();
  if (bound->ss_family == AF_UNIX) {
    const char* const path =
        reinterpret_cast<const sockaddr_un&>(*bound).sun_path;
    if (path[0] != '/') {
      return absl::FailedPreconditionError(
          "--listen systemd: systemd passed a local socket that is no file; "
          "use ListenStream=/path in the .socket unit");
    }
    socket.address = absl::StrCat("unix:", path);
    return socket;
  }
  char host[NI_MAXHOST];
  const socklen_t length =
      bound->ss_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  if (getnameinfo(Generic(*bound), length, host, sizeof(host), nullptr, 0,
                  NI_NUMERICHOST) != 0) {
    return absl::FailedPreconditionError(
        "--listen systemd: systemd passed a socket of an unknown family");
  }
  socket.address = Name(host, PortOf(*bound));
  return socket;
}

absl::StatusOr<std::vector<ListenSocket>> TakeFromSystemd() {
  // The sockets are for this process alone: what it starts must not think that
  // they are its own.
  const int count = sd_listen_fds(/*unset_environment=*/1);
  if (count <= 0) {
    return absl::FailedPreconditionError(
        "--listen systemd: systemd passed no socket; start the service by a "
        ".socket unit, or name an address");
  }
  std::vector<ListenSocket> sockets;
  for (int i = 0; i < count; ++i) {
    absl::StatusOr<ListenSocket> socket = TakeOver(SD_LISTEN_FDS_START + i);
    if (!socket.ok()) return socket.status();
    sockets.push_back(*std::move(socket));
  }
  return sockets;
}

}  // namespace

absl::StatusOr<std::vector<ListenSocket>> OpenListenSockets(
    const ListenAddress& address) {
  switch (address.kind) {
    case ListenAddress::Kind::kTcp:
      return OpenTcp(address);
    case ListenAddress::Kind::kUnix:
      return OpenUnix(address.path);
    case ListenAddress::Kind::kSystemd:
      break;
  }
  return TakeFromSystemd();
}

}  // namespace knead
