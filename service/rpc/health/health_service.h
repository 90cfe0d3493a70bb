#ifndef KNEAD_SERVICE_RPC_HEALTH_HEALTH_SERVICE_H_
#define KNEAD_SERVICE_RPC_HEALTH_HEALTH_SERVICE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "service/rpc/transport/service_table.h"
#include "service/rpc/transport/stream.h"
#include "src/proto/grpc/health/v1/health.pb.h"

namespace knead {
namespace rpc {

// How the methods of the health service begin.
inline constexpr absl::string_view kHealthMethods = "/grpc.health.v1.Health/";

// grpc.health.v1.Health on the transport of this service. gRPC's own is written
// with its callback API, whose mere presence makes every call of the server
// dearer (docs/adr/0001-transport.md).
//
// Knows the whole server, by the empty name, and the services that it was made
// for. None is serving at first. Check of any other name is NOT_FOUND; who
// watches any other name is told SERVICE_UNKNOWN. When the server shuts down,
// who watches is told NOT_SERVING and is then hung up on with UNAVAILABLE.
//
// Thread-safe. Must outlive the server that serves its table.
class HealthService {
 public:
  // `services` are full names of services.
  explicit HealthService(const std::vector<std::string>& services);

  HealthService(const HealthService&) = delete;
  HealthService& operator=(const HealthService&) = delete;

  // The methods of this object.
  ServiceTable Table();

  // Sets whether the whole server and all services are serving, and tells who
  // watches.
  void SetServing(bool serving);

 private:
  class Watcher;

  using Response = grpc::health::v1::HealthCheckResponse;

  absl::StatusOr<Response> Check(
      const grpc::health::v1::HealthCheckRequest& request);
  void AddWatcher(Watcher* watcher);
  void Tell(Watcher* watcher, Response::ServingStatus status);
  void RemoveWatcher(Watcher* watcher);
  Response::ServingStatus StatusOf(absl::string_view service) const
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  absl::Mutex mutex_;
  // By the names of the services.
  std::map<std::string, bool, std::less<>> serving_ ABSL_GUARDED_BY(mutex_);
  std::vector<Watcher*> watchers_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_HEALTH_HEALTH_SERVICE_H_
