#include "service/rpc/transport/rpc_server.h"

#include <sched.h>

#include <algorithm>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "grpc/grpc.h"

namespace knead {
namespace rpc {
namespace {

// How long a server that has nothing left to do may take to stop by itself,
// before what is left is cancelled. Connections that are being set up are
// finished or refused meanwhile; gRPC leaks those that are cancelled.
constexpr absl::Duration kSettleTime = absl::Milliseconds(200);

absl::Status Check(const std::vector<ServiceTable>& services,
                   const RpcServerOptions& options) {
  std::vector<std::string> faults;
  if (options.queues < 0 || options.queues > RpcServerOptions::kMaxQueues) {
    faults.push_back(absl::StrCat("queues is ", options.queues,
                                  "; it must be 0 to ",
                                  RpcServerOptions::kMaxQueues));
  }
  if (options.ready_per_method < 1 ||
      options.ready_per_method > RpcServerOptions::kMaxReadyPerMethod) {
    faults.push_back(absl::StrCat(
        "ready_per_method is ", options.ready_per_method, "; it must be 1 to ",
        RpcServerOptions::kMaxReadyPerMethod));
  }
  for (const auto& [name, limit] :
       {std::make_pair("max_calls", options.limits.max_calls),
        std::make_pair("max_streams", options.limits.max_streams)}) {
    if (limit < 1) {
      faults.push_back(
          absl::StrCat(name, " is ", limit, "; it must be 1 or more"));
    }
  }
  if (!options.hooks.now) faults.push_back("hooks.now must not be empty");
  std::set<std::string> seen;
  for (const ServiceTable& service : services) {
    if (const absl::Status checked = service.Check(); !checked.ok()) {
      faults.emplace_back(checked.message());
    }
    if (!seen.insert(service.service()).second) {
      faults.push_back(absl::StrCat(service.service(), ": it is there twice"));
    }
  }
  if (faults.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(faults, "\n"));
}

// The cores that this process may use, which may be fewer than there are.
int CoreCount() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  if (sched_getaffinity(0, sizeof(cores), &cores) == 0) {
    return CPU_COUNT(&cores);
  }
  return static_cast<int>(std::thread::hardware_concurrency());
}

int QueueCount(int wanted) {
  if (wanted > 0) return wanted;
  return std::clamp(CoreCount(), 1, RpcServerOptions::kMaxQueues);
}

}  // namespace

RpcServer::RpcServer(CallHooks hooks, const AdmissionLimits& limits)
    : hooks_(std::move(hooks)), admission_(limits) {}

absl::StatusOr<std::unique_ptr<RpcServer>> RpcServer::Start(
    grpc::ServerBuilder* builder, std::vector<ServiceTable> services,
    RpcServerOptions options) {
  if (absl::Status checked = Check(services, options); !checked.ok()) {
    return checked;
  }
  auto server = std::unique_ptr<RpcServer>(
      new RpcServer(std::move(options.hooks), options.limits));
  for (ServiceTable& table : services) {
    server->services_.push_back(std::make_unique<RawService>(std::move(table)));
    builder->RegisterService(server->services_.back().get());
  }
  builder->RegisterAsyncGenericService(&server->unknown_methods_);
  for (int i = 0; i < QueueCount(options.queues); ++i) {
    server->queues_.push_back(std::make_unique<CallQueue>(
        builder->AddCompletionQueue(), &server->hooks_, &server->admission_));
    for (const auto& service : server->services_) {
      server->queues_.back()->Serve(service.get(), options.ready_per_method);
    }
    server->queues_.back()->ServeUnknownMethods(&server->unknown_methods_);
  }
  server->server_ = builder->BuildAndStart();
  if (server->server_ == nullptr) {
    return absl::UnavailableError(
        "gRPC did not start the server. Check that the addresses to listen on "
        "exist and that no other process has taken them.");
  }
  for (const auto& queue : server->queues_) queue->Start();
  return server;
}

RpcServer::~RpcServer() {
  if (server_ != nullptr) Shutdown(absl::ZeroDuration());
}

std::shared_ptr<grpc::Channel> RpcServer::InProcessChannel(
    const grpc::ChannelArguments& arguments) {
  return server_->InProcessChannel(arguments);
}

bool RpcServer::AwaitIdle(absl::Time deadline) {
  bool idle = true;
  for (const auto& queue : queues_) idle = queue->AwaitRest(deadline) && idle;
  return idle;
}

void RpcServer::Shutdown(absl::Duration grace) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (is_shut_down_) return;
  is_shut_down_ = true;
  const absl::Time deadline = absl::Now() + grace;
  for (const auto& queue : queues_) queue->AnnounceShutdown();
  absl::Notification stopped;
  std::thread stopper([&] {
    server_->Shutdown(absl::ToChronoTime(deadline));
    stopped.Notify();
  });
  if (AwaitIdle(deadline) &&
      !stopped.WaitForNotificationWithTimeout(kSettleTime)) {
    // What is left will not end by itself: calls of services that are not ours,
    // and calls that came so late that gRPC neither answers nor refuses them.
    grpc_server_cancel_all_calls(server_->c_server());
  }
  stopper.join();
  for (const auto& queue : queues_) queue->Stop();
}

}  // namespace rpc
}  // namespace knead
