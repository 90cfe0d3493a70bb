#include "client/grpc_coach_stream.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "client/call_options.h"
#include "client/grpc_stream.h"
#include "grpcpp/client_context.h"
#include "knead/v1/session.pb.h"

namespace knead {
namespace {

class GrpcCoachStream final : public CoachStream {
 public:
  GrpcCoachStream(std::shared_ptr<v1::SessionService::Stub> stub,
                  std::unique_ptr<grpc::ClientContext> context,
                  ResponseMetadata* metadata)
      : stream_(std::move(context), &v1::SessionService::Stub::Coach, stub,
                metadata) {}

  bool Write(const v1::CoachRequest& event) override {
    v1::CoachRequest numbered = event;
    numbered.set_event_id(++last_id_);
    return stream_.Write(numbered);
  }

  void WritesDone() override { stream_.WritesDone(); }
  std::optional<v1::CoachResponse> Read() override { return stream_.Read(); }
  absl::Status Finish() override { return stream_.Finish(); }
  void Cancel() override { stream_.Cancel(); }

 private:
  GrpcStream<v1::CoachRequest, v1::CoachResponse> stream_;
  // The writer's.
  int64_t last_id_ = 0;
};

}  // namespace

std::unique_ptr<CoachStream> OpenCoachStream(
    std::shared_ptr<v1::SessionService::Stub> stub,
    std::unique_ptr<grpc::ClientContext> context, ResponseMetadata* metadata) {
  return std::make_unique<GrpcCoachStream>(std::move(stub), std::move(context),
                                           metadata);
}

}  // namespace knead
