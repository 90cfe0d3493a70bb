// The transport beside what else lives in the same server: the health check
// service, which is written with the callback API, and reflection, which is
// synchronous.

#include <string>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/rpc_server.h"
#include "service/rpc/transport/testing/async_echo.h"
#include "service/rpc/transport/testing/echo_server.h"

namespace knead {
namespace rpc {
namespace {

using ::testing::HasSubstr;

constexpr char kCheck[] = "/grpc.health.v1.Health/Check";

class RpcServerNeighboursTest : public ::testing::TestWithParam<Wire> {
 protected:
  static void SetUpTestSuite() {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  }
};

INSTANTIATE_TEST_SUITE_P(Wires, RpcServerNeighboursTest,
                         ::testing::Values(Wire::kSocket, Wire::kInProcess),
                         [](const auto& info) {
                           return info.param == Wire::kSocket ? "Socket"
                                                              : "InProcess";
                         });

TEST_P(RpcServerNeighboursTest, HealthIsServed) {
  EchoServer server;
  const auto channel = server.Connect(GetParam());
  // HealthCheckRequest{} and HealthCheckResponse{status}.
  RawAnswer answer = CallRaw(channel, kCheck, "");
  ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
  EXPECT_EQ(answer.bytes, "\x08\x01");
  server.server().server()->GetHealthCheckService()->SetServingStatus(false);
  answer = CallRaw(channel, kCheck, "");
  ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
  EXPECT_EQ(answer.bytes, "\x08\x02");
  EXPECT_TRUE(AsyncEcho(channel, "x").Status().ok());
}

TEST_P(RpcServerNeighboursTest, ReflectionListsOurServices) {
  EchoServer server;
  const auto channel = server.Connect(GetParam());
  grpc::GenericStub generic(channel);
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  auto call = generic.PrepareCall(
      &context,
      "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  void* tag = nullptr;
  bool ok = false;
  call->StartCall(nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  // ServerReflectionRequest{list_services: "*"}.
  const grpc::Slice slice(std::string("\x3a\x01*"));
  call->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::ByteBuffer response;
  call->Read(&response, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::Slice bytes;
  ASSERT_TRUE(response.DumpToSingleSlice(&bytes).ok());
  const std::string listed(bytes.begin(), bytes.end());
  EXPECT_THAT(listed, HasSubstr("knead.testing.v1.EchoService"));
  EXPECT_THAT(listed, HasSubstr("knead.testing.v1.OtherService"));
  EXPECT_THAT(listed, HasSubstr("grpc.health.v1.Health"));
  grpc::Status status;
  call->Finish(&status, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok));
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(AsyncEcho(channel, "x").Status().ok());
}

TEST_P(RpcServerNeighboursTest, UnknownMethodsAreStillOurs) {
  EchoServer server;
  const RawAnswer answer =
      CallRaw(server.Connect(GetParam()), "/grpc.health.v1.Health/Chekc", "");
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_THAT(answer.status.error_message(),
              HasSubstr("/grpc.health.v1.Health/Chekc"));
}

// Who watches the health never hangs up.
TEST_P(RpcServerNeighboursTest, ShutdownDoesNotWaitForHealthWatchers) {
  EchoServer server;
  const auto channel = server.Connect(GetParam());
  grpc::GenericStub generic(channel);
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  auto call =
      generic.PrepareCall(&context, "/grpc.health.v1.Health/Watch", &queue);
  void* tag = nullptr;
  bool ok = false;
  call->StartCall(nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  const grpc::Slice empty;
  call->WriteLast(grpc::ByteBuffer(&empty, 1), grpc::WriteOptions(), nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::ByteBuffer response;
  call->Read(&response, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  server.server().Shutdown(absl::InfiniteDuration());
  grpc::Status status;
  call->Finish(&status, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok));
  EXPECT_FALSE(status.ok());
}

TEST_P(RpcServerNeighboursTest, AllShutDownTogether) {
  EchoServer server;
  const auto channel = server.Connect(GetParam());
  EXPECT_TRUE(AsyncEcho(channel, "x").Status().ok());
  EXPECT_TRUE(CallRaw(channel, "/grpc.health.v1.Health/Check", "").status.ok());
  server.server().Shutdown(absl::InfiniteDuration());
  if (GetParam() == Wire::kSocket) {
    EXPECT_FALSE(AsyncEcho(channel, "x").Status().ok());
  }
}

}  // namespace
}  // namespace rpc
}  // namespace knead
