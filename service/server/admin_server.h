#ifndef KNEAD_SERVICE_SERVER_ADMIN_SERVER_H_
#define KNEAD_SERVICE_SERVER_ADMIN_SERVER_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct MHD_Daemon;

namespace knead {

// The port for those who run the server, apart from the one that it serves:
//
//   /livez     200 as long as the process answers
//   /readyz    200 while it is ready for calls, else 503
//   /metrics   for Prometheus
//   /version   which engine and which content, as JSON
//
// GET and HEAD only. One thread serves all connections as their bytes come, so
// a slow one holds up nobody. Thread-safe.
class AdminServer {
 public:
  // What the pages say. Called by the thread of the port; must be thread-safe.
  struct Pages {
    std::function<std::string()> metrics;
    std::function<std::string()> version;
  };

  // Listens on `address`, HOST:PORT with port 0 for a free one. It is not ready
  // yet. INVALID_ARGUMENT: the host is no address of this machine or cannot be
  // looked up. UNAVAILABLE: the port is taken.
  static absl::StatusOr<std::unique_ptr<AdminServer>> Start(
      const std::string& address, Pages pages);

  // Closes all connections.
  ~AdminServer();

  AdminServer(const AdminServer&) = delete;
  AdminServer& operator=(const AdminServer&) = delete;

  // Where it listens, with the port that was picked.
  const std::string& address() const { return address_; }

  // What /readyz says from now on.
  void SetReady(bool ready) { ready_ = ready; }

 private:
  struct Page {
    unsigned status;
    const char* type;
    std::string text;
  };

  // What the library calls.
  struct Callbacks;

  explicit AdminServer(Pages pages) : pages_(std::move(pages)) {}

  absl::Status Listen(const std::string& address);
  Page PageAt(absl::string_view path) const;

  const Pages pages_;
  std::atomic<bool> ready_{false};
  std::string address_;
  MHD_Daemon* daemon_ = nullptr;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_ADMIN_SERVER_H_
