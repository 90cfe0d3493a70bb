#ifndef KNEAD_SERVICE_RPC_TRANSPORT_RPC_SERVER_H_
#define KNEAD_SERVICE_RPC_TRANSPORT_RPC_SERVER_H_

#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "grpcpp/support/channel_arguments.h"
#include "service/rpc/transport/admission.h"
#include "service/rpc/transport/call_queue.h"
#include "service/rpc/transport/invoke.h"
#include "service/rpc/transport/raw_service.h"
#include "service/rpc/transport/service_table.h"

namespace knead {
namespace rpc {

struct RpcServerOptions {
  // The most queues that a server may have.
  static constexpr int kMaxQueues = 256;
  // The most calls of one method that one queue may be ready to take in.
  static constexpr int kMaxReadyPerMethod = 64;

  // Completion queues, each with a thread of its own: 1 to kMaxQueues, or 0 for
  // one for each core that the process may use.
  int queues = 0;

  // How many calls of one method a queue is ready to take in between two looks
  // at what has arrived: 1 to kMaxReadyPerMethod. Further ones are taken in at
  // that look, as many as there are. So it limits nothing: AdmissionLimits do.
  // Few are better: Debian's gRPC is built with its checks and goes through all
  // that are ready for each event of a call.
  int ready_per_method = 1;

  // How many calls and streams the server takes at once.
  AdmissionLimits limits;

  // What happens around every call and stream.
  CallHooks hooks;
};

// A running gRPC server. Its methods are served from completion queues with a
// thread each; a handler runs on the thread that took its call in, so while it
// runs, that thread serves nobody else.
//
// A service of gRPC's callback API works beside it, but its mere presence makes
// every call dearer, since gRPC then polls with threads of its own, too. Its
// default health check service is one: use //service/rpc/health.
//
// Thread-safe.
class RpcServer {
 public:
  // Starts a server of `services` as `builder` describes it: the caller sets
  // addresses, credentials, limits and further services (health, reflection)
  // there beforehand, and does not use it afterwards.
  //
  // INVALID_ARGUMENT: an option out of range, a faulty table, or a service that
  // is there twice; the text lists every fault. UNAVAILABLE: gRPC did not
  // start, most often since an address is taken.
  static absl::StatusOr<std::unique_ptr<RpcServer>> Start(
      grpc::ServerBuilder* builder, std::vector<ServiceTable> services,
      RpcServerOptions options = {});

  // Shuts down without grace.
  ~RpcServer();

  RpcServer(const RpcServer&) = delete;
  RpcServer& operator=(const RpcServer&) = delete;

  // A channel to this server that needs no socket. No call may be started on it
  // once Shutdown() or the destructor has been called: gRPC 1.51 would crash.
  // Calls that were started before end as they do over a socket.
  std::shared_ptr<grpc::Channel> InProcessChannel(
      const grpc::ChannelArguments& arguments = {});

  // The server of gRPC, for what the transport does not concern itself with,
  // such as its health check service. Lives as long as this object.
  grpc::Server* server() { return server_.get(); }

  // What is under way, and what was refused for want of room. Lives as long as
  // this object.
  const Admission& admission() const { return admission_; }

  // Tells the streams, takes no further calls, lets those that are under way
  // and the streams finish for at most `grace`, cancels the rest, and ends all
  // threads. Returns when no call is left, which is before `grace` is over if
  // nothing is left to wait for. Calls within the process are not waited for:
  // gRPC ends them at once. A second Shutdown() waits for the first one and
  // does nothing. Must not be called by a handler.
  void Shutdown(absl::Duration grace);

 private:
  RpcServer(CallHooks hooks, const AdmissionLimits& limits);

  // Waits until no call and no stream is under way and none is taken, at most
  // until `deadline`. True if it is so.
  bool AwaitIdle(absl::Time deadline);

  const CallHooks hooks_;
  Admission admission_;
  grpc::AsyncGenericService unknown_methods_;
  std::vector<std::unique_ptr<RawService>> services_;
  std::vector<std::unique_ptr<CallQueue>> queues_;
  // Behind what it uses, so that it goes first.
  std::unique_ptr<grpc::Server> server_;
  std::mutex mutex_;
  bool is_shut_down_ = false;
};

}  // namespace rpc
}  // namespace knead

#endif  // KNEAD_SERVICE_RPC_TRANSPORT_RPC_SERVER_H_
