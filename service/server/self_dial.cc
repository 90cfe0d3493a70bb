#include "service/server/self_dial.h"

#include <netdb.h>
#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"

namespace knead {
namespace {

// The protocol's name in a ClientHello, with its length in front.
constexpr unsigned char kHttp2Protocol[] = {2, 'h', '2'};

absl::Status NobodyAnswers() {
  return absl::DeadlineExceededError("nobody answers a new connection");
}

// Waits until the socket is ready for `events`, at most until `deadline`.
absl::Status Await(int socket, short events, absl::Time deadline) {
  pollfd poll = {socket, events, 0};
  while (true) {
    const int64_t left = absl::ToInt64Milliseconds(deadline - absl::Now());
    const int ready = left < 0 ? 0 : ::poll(&poll, 1, static_cast<int>(left));
    if (ready > 0) return absl::OkStatus();
    if (ready == 0) return NobodyAnswers();
    if (errno != EINTR) return absl::ErrnoToStatus(errno, "poll");
  }
}

absl::Status Connect(int socket, const sockaddr* address, socklen_t size,
                     absl::Time deadline) {
  if (::connect(socket, address, size) == 0) return absl::OkStatus();
  if (errno == EACCES) {
    return absl::PermissionDeniedError(
        absl::ErrnoToStatus(errno, "connect").message());
  }
  // Of a socket file whose backlog is full; over TCP that looks like silence.
  if (errno == EAGAIN) return NobodyAnswers();
  if (errno != EINPROGRESS) {
    return absl::UnavailableError(
        absl::ErrnoToStatus(errno, "connect").message());
  }
  if (absl::Status status = Await(socket, POLLOUT, deadline); !status.ok()) {
    return status;
  }
  int error = 0;
  socklen_t error_size = sizeof(error);
  ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &error_size);
  if (error == 0) return absl::OkStatus();
  return absl::UnavailableError(
      absl::ErrnoToStatus(error, "connect").message());
}

absl::Status Dial(const sockaddr* address, socklen_t size,
                  absl::string_view first_words, absl::Time deadline) {
  const int socket = ::socket(address->sa_family,
                              SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket < 0) {
    return absl::ResourceExhaustedError(
        absl::ErrnoToStatus(errno, "no socket for a connection").message());
  }
  const absl::Cleanup close = [socket] { ::close(socket); };
  if (absl::Status status = Connect(socket, address, size, deadline);
      !status.ok()) {
    return status;
  }
  // They are short, so an empty buffer takes them whole. A peer that has hung
  // up already is noticed below.
  ::send(socket, first_words.data(), first_words.size(), MSG_NOSIGNAL);
  return Await(socket, POLLIN, deadline);
}

absl::Status DialPath(absl::string_view path, absl::string_view first_words,
                      absl::Time deadline) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof(address.sun_path)) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", path, "' is no path of a socket"));
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  return Dial(reinterpret_cast<const sockaddr*>(&address), sizeof(address),
              first_words, deadline);
}

}  // namespace

std::string Http2FirstWords() {
  // The preface, and SETTINGS without any: a frame of length 0 and type 4.
  return absl::StrCat("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                      absl::string_view("\0\0\0\4\0\0\0\0\0", 9));
}

std::string TlsFirstWords() {
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(
      SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  const std::unique_ptr<SSL, void (*)(SSL*)> connection(SSL_new(context.get()),
                                                        &SSL_free);
  SSL_set_alpn_protos(connection.get(), kHttp2Protocol, sizeof(kHttp2Protocol));
  // The connection owns both: an empty one to read, and one to write.
  BIO* const out = BIO_new(BIO_s_mem());
  SSL_set_bio(connection.get(), BIO_new(BIO_s_mem()), out);
  SSL_connect(connection.get());
  const char* bytes = nullptr;
  const long size = BIO_get_mem_data(out, &bytes);
  return std::string(bytes, size);
}

absl::Status DialOnce(const std::string& address, absl::string_view first_words,
                      absl::Duration timeout) {
  const absl::Time deadline = absl::Now() + timeout;
  if (absl::string_view path = address; absl::ConsumePrefix(&path, "unix:")) {
    return DialPath(path, first_words, deadline);
  }
  const size_t colon = address.rfind(':');
  if (colon == std::string::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat("want HOST:PORT or unix:/path, got '", address, "'"));
  }
  const std::string host(
      absl::StripSuffix(absl::StripPrefix(address.substr(0, colon), "["), "]"));
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(
          host.c_str(), address.substr(colon + 1).c_str(), &hints, &found);
      error != 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", address, "': ", ::gai_strerror(error)));
  }
  const absl::Cleanup free = [found] { ::freeaddrinfo(found); };
  // A name can stand for several addresses, of which one is listened on.
  absl::Status status;
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
    status = Dial(each->ai_addr, each->ai_addrlen, first_words, deadline);
    if (status.ok()) break;
  }
  return status;
}

}  // namespace knead
