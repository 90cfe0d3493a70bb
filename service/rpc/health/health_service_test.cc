#include "service/rpc/health/health_service.h"

#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/rpc_server.h"
#include "src/proto/grpc/health/v1/health.grpc.pb.h"

namespace knead {
namespace rpc {
namespace {

using ::grpc::health::v1::Health;
using ::grpc::health::v1::HealthCheckRequest;
using ::grpc::health::v1::HealthCheckResponse;

constexpr char kService[] = "knead.testing.v1.EchoService";

class HealthServiceTest : public ::testing::Test {
 protected:
  HealthServiceTest() : health_({kService}) {
    grpc::ServerBuilder builder;
    std::vector<ServiceTable> services;
    services.push_back(health_.Table());
    auto server = RpcServer::Start(&builder, std::move(services));
    EXPECT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    stub_ = Health::NewStub(server_->InProcessChannel());
  }

  absl::StatusOr<HealthCheckResponse::ServingStatus> Check(
      const std::string& service) {
    grpc::ClientContext context;
    HealthCheckRequest request;
    request.set_service(service);
    HealthCheckResponse response;
    const grpc::Status status = stub_->Check(&context, request, &response);
    if (status.ok()) return response.status();
    return absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                        status.error_message());
  }

  HealthService health_;
  std::unique_ptr<RpcServer> server_;
  std::unique_ptr<Health::Stub> stub_;
};

// One who watches.
class Watch {
 public:
  Watch(Health::Stub* stub, const std::string& service) {
    HealthCheckRequest request;
    request.set_service(service);
    reader_ = stub->Watch(&context_, request);
  }

  // What it is told next; -1 at the end.
  int Next() {
    HealthCheckResponse response;
    return reader_->Read(&response) ? response.status() : -1;
  }

  void Cancel() { context_.TryCancel(); }
  grpc::Status Finish() { return reader_->Finish(); }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<HealthCheckResponse>> reader_;
};

TEST_F(HealthServiceTest, ChecksWhatItKnows) {
  for (const std::string service : {"", kService}) {
    health_.SetServing(false);
    EXPECT_EQ(*Check(service), HealthCheckResponse::NOT_SERVING);
    health_.SetServing(true);
    EXPECT_EQ(*Check(service), HealthCheckResponse::SERVING);
  }
}

TEST_F(HealthServiceTest, NothingServesAtFirst) {
  EXPECT_EQ(*Check(""), HealthCheckResponse::NOT_SERVING);
  EXPECT_EQ(*Check(kService), HealthCheckResponse::NOT_SERVING);
}

TEST_F(HealthServiceTest, AnUnknownServiceIsNotFound) {
  EXPECT_EQ(Check("a.B").status().code(), absl::StatusCode::kNotFound);
}

TEST_F(HealthServiceTest, WhoWatchesIsToldOfChanges) {
  for (const std::string service : {"", kService}) {
    health_.SetServing(false);
    Watch watch(stub_.get(), service);
    EXPECT_EQ(watch.Next(), HealthCheckResponse::NOT_SERVING);
    health_.SetServing(true);
    EXPECT_EQ(watch.Next(), HealthCheckResponse::SERVING);
    // No change, so nothing is told.
    health_.SetServing(true);
    health_.SetServing(false);
    EXPECT_EQ(watch.Next(), HealthCheckResponse::NOT_SERVING);
    watch.Cancel();
    EXPECT_EQ(watch.Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
}

TEST_F(HealthServiceTest, WhoWatchesAnUnknownServiceIsToldSo) {
  Watch watch(stub_.get(), "a.B");
  EXPECT_EQ(watch.Next(), HealthCheckResponse::SERVICE_UNKNOWN);
  watch.Cancel();
}

TEST_F(HealthServiceTest, ShutdownEndsEveryWatch) {
  health_.SetServing(true);
  Watch watch(stub_.get(), kService);
  EXPECT_EQ(watch.Next(), HealthCheckResponse::SERVING);
  // Without health's own end of the stream this would not return.
  server_->Shutdown(absl::InfiniteDuration());
  while (watch.Next() != -1) {
  }
  EXPECT_EQ(watch.Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(HealthServiceTest, WatchersMayComeAndGoWhileTheStatusChanges) {
  std::vector<std::thread> watchers;
  watchers.reserve(4);
  for (int w = 0; w < 4; ++w) {
    watchers.emplace_back([this] {
      for (int i = 0; i < 50; ++i) {
        Watch watch(stub_.get(), kService);
        EXPECT_NE(watch.Next(), -1);
        watch.Cancel();
        watch.Finish();
      }
    });
  }
  for (int i = 0; i < 1000; ++i) health_.SetServing(i % 2 == 0);
  for (std::thread& watcher : watchers) watcher.join();
  health_.SetServing(true);
  EXPECT_EQ(*Check(kService), HealthCheckResponse::SERVING);
}

}  // namespace
}  // namespace rpc
}  // namespace knead
