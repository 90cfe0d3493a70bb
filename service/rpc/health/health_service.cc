#include "service/rpc/health/health_service.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "service/rpc/transport/call_context.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/payload.h"
#include "service/rpc/transport/transport_errors.h"

namespace knead {
namespace rpc {

using ::grpc::health::v1::HealthCheckRequest;
using ::grpc::health::v1::HealthCheckResponse;

// One who watches a service.
class HealthService::Watcher final : public StreamHandler {
 public:
  Watcher(HealthService* health, std::shared_ptr<Stream> stream)
      : health_(health), stream_(std::move(stream)) {}

  ~Watcher() override {
    if (watching_) health_->RemoveWatcher(this);
  }

  void OnMessage(absl::string_view message) override {
    if (watching_) return;
    HealthCheckRequest request;
    if (absl::Status parsed = ParseRequest(message, &request); !parsed.ok()) {
      stream_->Finish(std::move(parsed));
      return;
    }
    service_ = request.service();
    watching_ = true;
    health_->AddWatcher(this);
  }

  void OnHalfClose() override {
    // With its one request sent, a client goes on watching.
    if (!watching_) {
      stream_->Finish(absl::InvalidArgumentError("The request is missing."));
    }
  }

  void OnShutdown() override {
    health_->Tell(this, HealthCheckResponse::NOT_SERVING);
    stream_->Finish(ShuttingDown());
  }

  const std::string& service() const { return service_; }

  // Sends `status`, unless it is what was sent before. To be called with the
  // lock of the health service.
  void Send(HealthCheckResponse::ServingStatus status) {
    if (status == last_sent_) return;
    last_sent_ = status;
    HealthCheckResponse response;
    response.set_status(status);
    stream_->Send(Payload::Copy(response.SerializeAsString()));
  }

 private:
  HealthService* const health_;
  const std::shared_ptr<Stream> stream_;
  std::string service_;
  bool watching_ = false;
  // UNKNOWN is never sent.
  HealthCheckResponse::ServingStatus last_sent_ = HealthCheckResponse::UNKNOWN;
};

HealthService::HealthService(const std::vector<std::string>& services) {
  serving_.emplace("", false);
  for (const std::string& service : services) serving_.emplace(service, false);
}

ServiceTable HealthService::Table() {
  ServiceTable table("grpc.health.v1.Health");
  // A server that is full is healthy, and must be able to say so.
  table.AnswerAtOnce();
  table
      .Unary("Check",
             Typed<HealthCheckRequest, HealthCheckResponse>(
                 [this](CallContext&, const HealthCheckRequest& request) {
                   return Check(request);
                 }))
      .Streaming(
          "Watch",
          [this](CallContext&, std::shared_ptr<Stream> stream)
              -> absl::StatusOr<std::unique_ptr<StreamHandler>> {
            return std::make_unique<Watcher>(this, std::move(stream));
          },
          HealthCheckRequest::descriptor()->full_name(),
          HealthCheckResponse::descriptor()->full_name());
  return table;
}

void HealthService::SetServing(bool serving) {
  const absl::MutexLock lock(&mutex_);
  for (auto& entry : serving_) entry.second = serving;
  for (Watcher* watcher : watchers_) {
    watcher->Send(StatusOf(watcher->service()));
  }
}

HealthCheckResponse::ServingStatus HealthService::StatusOf(
    absl::string_view service) const {
  const auto found = serving_.find(service);
  if (found == serving_.end()) return HealthCheckResponse::SERVICE_UNKNOWN;
  return found->second ? HealthCheckResponse::SERVING
                       : HealthCheckResponse::NOT_SERVING;
}

absl::StatusOr<HealthCheckResponse> HealthService::Check(
    const HealthCheckRequest& request) {
  HealthCheckResponse response;
  {
    const absl::MutexLock lock(&mutex_);
    response.set_status(StatusOf(request.service()));
  }
  if (response.status() == HealthCheckResponse::SERVICE_UNKNOWN) {
    return absl::NotFoundError(
        "service: the server has no service of that name; an empty name stands "
        "for the whole server.");
  }
  return response;
}

void HealthService::AddWatcher(Watcher* watcher) {
  const absl::MutexLock lock(&mutex_);
  watchers_.push_back(watcher);
  watcher->Send(StatusOf(watcher->service()));
}

void HealthService::Tell(Watcher* watcher,
                         HealthCheckResponse::ServingStatus status) {
  const absl::MutexLock lock(&mutex_);
  watcher->Send(status);
}

void HealthService::RemoveWatcher(Watcher* watcher) {
  const absl::MutexLock lock(&mutex_);
  watchers_.erase(std::remove(watchers_.begin(), watchers_.end(), watcher),
                  watchers_.end());
}

}  // namespace rpc
}  // namespace knead
