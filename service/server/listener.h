#ifndef KNEAD_SERVICE_SERVER_LISTENER_H_
#define KNEAD_SERVICE_SERVER_LISTENER_H_

#include <sys/socket.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "service/server/file_descriptor.h"
#include "service/server/listen_socket.h"
#include "service/server/peer_group.h"

namespace knead {

struct ListenerOptions {
  // What --listen was given, one or more; see ParseListenAddress().
  std::vector<std::string> addresses;
  // Most connections at once, 1 or more; and most from one group of peers.
  int64_t max_connections = 1;
  int64_t max_connections_per_address = 1;
  // How long what was sent to a peer may stay unacknowledged before the kernel
  // ends the connection; zero: as long as the kernel likes.
  absl::Duration unacknowledged_timeout;
  // Whose connections are counted together.
  std::function<absl::optional<std::string>(const sockaddr_storage& peer)>
      peer_group = PeerGroup;
};

// What a listener has done so far. The numbers only grow, but for `open`.
struct ListenerCounters {
  // Connections that were handed over.
  int64_t accepted = 0;
  // Connections that were closed at once: there were as many as may be; the
  // address had as many as it may have; no file descriptor was left.
  int64_t refused_full = 0;
  int64_t refused_address = 0;
  int64_t refused_descriptors = 0;
  // Connections that were handed over and have not been closed.
  int64_t open = 0;
};

// Accepts connections, on a thread of its own, and hands them over as they are.
// In place of gRPC's own listener, which never accepts again once the process
// has run out of file descriptors (CVE-2023-4785), and knows no limit of
// connections.
//
// It keeps a second descriptor of each connection, only to be told when whoever
// took the connection has shut it down: so a connection costs two descriptors.
//
// Thread-safe, but for Start() and the destructor.
class Listener {
 public:
  // Takes a connection, which it owns then. It must call shutdown() on it
  // before it closes it.
  using HandOver = std::function<void(int fd)>;

  // Listens: from now on connections wait to be accepted. The errors of
  // ParseListenAddress() and OpenListenSockets().
  static absl::StatusOr<std::unique_ptr<Listener>> Open(
      const ListenerOptions& options);

  // Stops to accept, and stops to count.
  ~Listener();

  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // Where it listens, as clients name it: each once, in the order of the
  // options.
  const std::vector<std::string>& addresses() const { return addresses_; }

  // Whether it can be reached from this machine alone.
  bool local() const { return local_; }

  // Begins to accept. To be called once. `hand_over` runs on the thread of the
  // listener and must not block.
  void Start(HandOver hand_over);

  // Closes the sockets that listen: returns when no connection will be handed
  // over any more. Connections that are open stay so, and stay counted.
  void StopAccepting();

  ListenerCounters counters() const;

 private:
  explicit Listener(const ListenerOptions& options);

  absl::Status Prepare();
  void Run();
  // Handles what has happened.
  void Take(uint64_t what);
  void CloseSockets();
  void AcceptAll(int listening);
  // Takes one connection from `listening`, or says that there is none.
  bool AcceptOne(int listening);
  // Makes room for one connection by giving up the spare descriptor, and closes
  // the connection.
  bool RefuseForLackOfDescriptors(int listening);
  void Watch(FileDescriptor connection, absl::optional<std::string> group);
  // Forgets the connections that were shut down.
  void Reap();
  bool Admits(const absl::optional<std::string>& group);
  void SetPaused(bool paused);

  const ListenerOptions options_;
  std::vector<ListenSocket> sockets_;
  std::vector<std::string> addresses_;
  bool local_ = true;
  HandOver hand_over_;
  // Tells the thread that `stop_accepting_` or `ending_` has changed.
  FileDescriptor wake_;
  std::atomic<bool> stop_accepting_{false};
  std::atomic<bool> ending_{false};
  absl::Notification stopped_accepting_;

  // What stands below belongs to the thread.
  FileDescriptor events_;
  // Of the second descriptors alone; itself one of `events_`.
  FileDescriptor closings_;
  // Given up when there is no descriptor left, to be able to say so.
  FileDescriptor spare_;
  // Whether accepting waits for descriptors or memory to come free.
  bool paused_ = false;
  // The connections that are open, by their second descriptor.
  absl::flat_hash_map<int, absl::optional<std::string>> connections_;
  absl::flat_hash_map<std::string, int64_t> per_group_;

  std::atomic<int64_t> accepted_{0};
  std::atomic<int64_t> refused_full_{0};
  std::atomic<int64_t> refused_address_{0};
  std::atomic<int64_t> refused_descriptors_{0};
  std::atomic<int64_t> open_{0};
  std::thread thread_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_LISTENER_H_
