// The health protocol, per service, and while the server drains.

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "src/proto/grpc/health/v1/health.grpc.pb.h"
#include "tests/support/protocol.h"
#include "tests/support/running_server.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::grpc::health::v1::Health;
using ::grpc::health::v1::HealthCheckRequest;
using ::grpc::health::v1::HealthCheckResponse;

grpc::Status Check(Health::Stub* stub, const std::string& service,
                   HealthCheckResponse* response) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
  HealthCheckRequest request;
  request.set_service(service);
  return stub->Check(&context, request, response);
}

std::vector<std::string> ServicesAndTheServer() {
  std::vector<std::string> services = ServiceNames();
  services.emplace_back();
  return services;
}

TEST(HealthTest, EveryServiceAndTheServerAreServing) {
  const auto stub = Health::NewStub(SharedServer().channel());
  for (const std::string& service : ServicesAndTheServer()) {
    HealthCheckResponse response;
    const grpc::Status status = Check(stub.get(), service, &response);
    EXPECT_TRUE(status.ok()) << service << ": " << status.error_message();
    EXPECT_EQ(response.status(), HealthCheckResponse::SERVING) << service;
  }
}

TEST(HealthTest, AServiceThatIsNotThereIsNotFound) {
  const auto stub = Health::NewStub(SharedServer().channel());
  HealthCheckResponse response;
  EXPECT_EQ(Check(stub.get(), "knead.v1.NoService", &response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST(HealthTest, WhoWatchesIsToldThatTheServerDrains) {
  for (const std::string& service : ServicesAndTheServer()) {
    ServerOptions options = TestOptions();
    options.drain_timeout = kCallTimeout;
    RunningServer running(options);
    const auto stub = Health::NewStub(running.channel());
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTimeout));
    HealthCheckRequest request;
    request.set_service(service);
    const auto watch = stub->Watch(&context, request);
    HealthCheckResponse response;
    ASSERT_TRUE(watch->Read(&response)) << service;
    EXPECT_EQ(response.status(), HealthCheckResponse::SERVING) << service;

    std::thread drain([&] { running.server().Drain(); });
    ASSERT_TRUE(watch->Read(&response)) << service;
    EXPECT_EQ(response.status(), HealthCheckResponse::NOT_SERVING) << service;
    // The watch does not keep the server from ending.
    EXPECT_FALSE(watch->Read(&response)) << service;
    drain.join();
    EXPECT_FALSE(watch->Finish().ok()) << service;
  }
}

}  // namespace
}  // namespace knead
