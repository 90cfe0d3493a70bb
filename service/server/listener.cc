#include "service/server/listener.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "service/server/listen_address.h"

namespace knead {
namespace {

// How long accepting pauses when the machine lacks what a connection needs,
// unless one is closed before that.
constexpr int kPauseMilliseconds = 100;

// Connections that are taken from one socket before the others have their turn.
constexpr int kMostInARow = 64;

constexpr size_t kMostEvents = 64;
using Events = std::array<epoll_event, kMostEvents>;

// Errors of accept() that concern the connection, not the socket that listens.
bool IsOfOneConnection(int error) {
  switch (error) {
    case ECONNABORTED:
    case EINTR:
    case EPERM:
    case EPROTO:
    case ENETDOWN:
    case ENOPROTOOPT:
    case EHOSTDOWN:
    case ENONET:
    case EHOSTUNREACH:
    case EOPNOTSUPP:
    case ENETUNREACH:
      return true;
    default:
      return false;
  }
}

FileDescriptor OpenSpare() {
  return FileDescriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

bool Add(const FileDescriptor& epoll, int fd, uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = static_cast<uint64_t>(fd);
  return epoll_ctl(epoll.get(), EPOLL_CTL_ADD, fd, &event) == 0;
}

// The number of events, none if it was interrupted.
size_t Await(const FileDescriptor& epoll, int milliseconds, Events* events) {
  const int count = epoll_wait(epoll.get(), events->data(),
                               static_cast<int>(events->size()), milliseconds);
  return static_cast<size_t>(std::max(count, 0));
}

void SetOptions(int fd, const sockaddr_storage& peer,
                absl::Duration unacknowledged_timeout) {
  if (peer.ss_family != AF_INET && peer.ss_family != AF_INET6) return;
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  const auto timeout = static_cast<unsigned int>(
      absl::ToInt64Milliseconds(unacknowledged_timeout));
  setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout, sizeof(timeout));
}

}  // namespace

Listener::Listener(const ListenerOptions& options) : options_(options) {}

absl::StatusOr<std::unique_ptr<Listener>> Listener::Open(
    const ListenerOptions& options) {
  std::unique_ptr<Listener> listener(new Listener(options));
  for (const std::string& text : options.addresses) {
    const absl::StatusOr<ListenAddress> address = ParseListenAddress(text);
    if (!address.ok()) return address.status();
    absl::StatusOr<std::vector<ListenSocket>> sockets =
        OpenListenSockets(*address);
    if (!sockets.ok()) return sockets.status();
    for (ListenSocket& socket : *sockets) {
      listener->local_ = listener->local_ && socket.local;
      if (listener->addresses_.empty() ||
          listener->addresses_.back() != socket.address) {
        listener->addresses_.push_back(socket.address);
      }
      listener->sockets_.push_back(std::move(socket));
    }
  }
  if (absl::Status prepared = listener->Prepare(); !prepared.ok()) {
    return prepared;
  }
  return listener;
}

absl::Status Listener::Prepare() {
  wake_ = FileDescriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  events_ = FileDescriptor(epoll_create1(EPOLL_CLOEXEC));
  closings_ = FileDescriptor(epoll_create1(EPOLL_CLOEXEC));
  spare_ = OpenSpare();
  bool ok = spare_.open() && Add(events_, wake_.get(), EPOLLIN) &&
            Add(events_, closings_.get(), EPOLLIN);
  for (const ListenSocket& socket : sockets_) {
    ok = ok && Add(events_, socket.fd.get(), EPOLLIN);
  }
  if (ok) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat("--listen: cannot wait for connections: ", strerror(errno),
                   ". Check the limit of open files."));
}

Listener::~Listener() {
  StopAccepting();
  ending_ = true;
  if (!thread_.joinable()) return;
  eventfd_write(wake_.get(), 1);
  thread_.join();
  for (const auto& [fd, group] : connections_) ::close(fd);
}

void Listener::Start(HandOver hand_over) {
  hand_over_ = std::move(hand_over);
  thread_ = std::thread([this] { Run(); });
}

void Listener::StopAccepting() {
  if (!thread_.joinable()) {
    CloseSockets();
    return;
  }
  stop_accepting_ = true;
  eventfd_write(wake_.get(), 1);
  stopped_accepting_.WaitForNotification();
}

ListenerCounters Listener::counters() const {
  ListenerCounters counters;
  counters.accepted = accepted_;
  counters.refused_full = refused_full_;
  counters.refused_address = refused_address_;
  counters.refused_descriptors = refused_descriptors_;
  counters.open = open_;
  return counters;
}

void Listener::Run() {
  Events events;
  while (!ending_) {
    const size_t count =
        Await(events_, paused_ ? kPauseMilliseconds : -1, &events);
    // Either the pause is over, or something was closed.
    if (paused_) SetPaused(false);
    for (size_t i = 0; i < count; ++i) Take(events[i].data.u64);
  }
}

void Listener::Take(uint64_t what) {
  const int fd = static_cast<int>(what);
  if (fd == closings_.get()) {
    Reap();
  } else if (fd == wake_.get()) {
    eventfd_t value = 0;
    eventfd_read(fd, &value);
    if (stop_accepting_ && !stopped_accepting_.HasBeenNotified()) {
      CloseSockets();
      stopped_accepting_.Notify();
    }
  } else if (!stopped_accepting_.HasBeenNotified()) {
    AcceptAll(fd);
  }
}

void Listener::CloseSockets() {
  for (const ListenSocket& socket : sockets_) {
    if (!socket.path.empty()) ::unlink(socket.path.c_str());
  }
  sockets_.clear();
}

void Listener::AcceptAll(int listening) {
  for (int i = 0; i < kMostInARow && AcceptOne(listening); ++i) {
  }
}

bool Listener::AcceptOne(int listening) {
  if (paused_) return false;
  sockaddr_storage peer{};
  socklen_t length = sizeof(peer);
  FileDescriptor connection(::accept4(listening,
                                      reinterpret_cast<sockaddr*>(&peer),
                                      &length, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!connection.open()) {
    const int error = errno;
    if (error == EAGAIN || error == EWOULDBLOCK) return false;
    if (IsOfOneConnection(error)) return true;
    if (error == EMFILE || error == ENFILE) {
      return RefuseForLackOfDescriptors(listening);
    }
    SetPaused(true);
    return false;
  }
  absl::optional<std::string> group = options_.peer_group(peer);
  if (!Admits(group)) return true;
  SetOptions(connection.get(), peer, options_.unacknowledged_timeout);
  Watch(std::move(connection), std::move(group));
  return true;
}

bool Listener::RefuseForLackOfDescriptors(int listening) {
  spare_.Close();
  FileDescriptor connection(
      ::accept4(listening, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  const int error = errno;
  const bool closes = connection.open();
  if (closes) ++refused_descriptors_;
  // First, so that the spare one has a place.
  connection.Close();
  spare_ = OpenSpare();
  if (closes && spare_.open()) return true;
  // Somebody else took the place, or nobody waits any more.
  if (closes || (error != EAGAIN && error != EWOULDBLOCK)) SetPaused(true);
  return false;
}

bool Listener::Admits(const absl::optional<std::string>& group) {
  const auto full = [this] { return open_ >= options_.max_connections; };
  const auto group_full = [this, &group] {
    if (!group.has_value()) return false;
    const auto found = per_group_.find(*group);
    return found != per_group_.end() &&
           found->second >= options_.max_connections_per_address;
  };
  // What was closed meanwhile no longer counts.
  if (full() || group_full()) Reap();
  if (full()) {
    ++refused_full_;
    return false;
  }
  if (group_full()) {
    ++refused_address_;
    return false;
  }
  return true;
}

void Listener::Watch(FileDescriptor connection,
                     absl::optional<std::string> group) {
  FileDescriptor second(fcntl(connection.get(), F_DUPFD_CLOEXEC, 0));
  // No event is asked for, so only the end of the connection is told: both
  // directions were shut down, or the peer has reset it.
  if (!second.open() || !Add(closings_, second.get(), 0)) {
    ++refused_descriptors_;
    return;
  }
  if (group.has_value()) ++per_group_[*group];
  connections_.emplace(second.Release(), std::move(group));
  ++open_;
  ++accepted_;
  hand_over_(connection.Release());
}

void Listener::Reap() {
  Events events;
  size_t count = 0;
  do {
    count = Await(closings_, /*milliseconds=*/0, &events);
    for (size_t i = 0; i < count; ++i) {
      const auto found =
          connections_.find(static_cast<int>(events[i].data.u64));
      if (found == connections_.end()) continue;
      if (found->second.has_value()) {
        const auto group = per_group_.find(*found->second);
        if (--group->second == 0) per_group_.erase(group);
      }
      // Closing the last descriptor takes it out of the epoll set; this one is
      // not the last while the other owner has not closed its own.
      epoll_ctl(closings_.get(), EPOLL_CTL_DEL, found->first, nullptr);
      ::close(found->first);
      connections_.erase(found);
      --open_;
    }
  } while (count == events.size());
}

void Listener::SetPaused(bool paused) {
  if (paused_ == paused) return;
  paused_ = paused;
  if (!spare_.open()) spare_ = OpenSpare();
  for (const ListenSocket& socket : sockets_) {
    epoll_event event{};
    event.events = paused ? 0U : static_cast<uint32_t>(EPOLLIN);
    event.data.u64 = static_cast<uint64_t>(socket.fd.get());
    epoll_ctl(events_.get(), EPOLL_CTL_MOD, socket.fd.get(), &event);
  }
}

}  // namespace knead
