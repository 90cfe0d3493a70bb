#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/rpc_server.h"
#include "service/rpc/transport/testing/async_echo.h"
#include "service/rpc/transport/testing/echo_server.h"
#include "service/rpc/transport/testing/gate.h"

namespace knead {
namespace rpc {
namespace {

// A server with one thread, so that calls queue up behind the one that waits at
// the gate.
class RpcServerInProcessCancelTest : public ::testing::Test {
 protected:
  RpcServerInProcessCancelTest() {
    RpcServerOptions options;
    options.queues = 1;
    options.ready_per_method = RpcServerOptions::kMaxReadyPerMethod;
    options.hooks.now = [this] {
      return absl::Now() + absl::Hours(hours_ahead_.load());
    };
    options.hooks.admit = [this](CallContext&) {
      const std::lock_guard<std::mutex> lock(mutex_);
      ++worked_on_;
      return absl::OkStatus();
    };
    options.hooks.finished = [this](const CallContext&,
                                    const CallRecord& record) {
      const std::lock_guard<std::mutex> lock(mutex_);
      ++ended_[record.code];
    };
    server_ = std::make_unique<EchoServer>(EchoServices(gate_.EchoHandler()),
                                           std::move(options));
  }

  Gate gate_;
  std::mutex mutex_;
  int worked_on_ = 0;
  std::map<absl::StatusCode, int> ended_;
  // How far the server's clock is ahead, in hours.
  std::atomic<int> hours_ahead_{0};
  std::unique_ptr<EchoServer> server_;
};

class RpcServerCancelTest : public RpcServerInProcessCancelTest,
                            public ::testing::WithParamInterface<Wire> {};

INSTANTIATE_TEST_SUITE_P(Wires, RpcServerCancelTest,
                         ::testing::Values(Wire::kSocket, Wire::kInProcess),
                         [](const auto& info) {
                           return info.param == Wire::kSocket ? "Socket"
                                                              : "InProcess";
                         });

// Within the process a cancellation arrives at once; over a socket the server
// may learn of it too late.
TEST_F(RpcServerInProcessCancelTest, CancelledCallsAreNotWorkedOn) {
  const auto channel = server_->Connect(Wire::kInProcess);
  AsyncEcho first(channel, "wait");
  gate_.AwaitCall();
  std::vector<std::unique_ptr<AsyncEcho>> calls;
  calls.reserve(20);
  for (int i = 0; i < 20; ++i) {
    calls.push_back(std::make_unique<AsyncEcho>(channel, "cancelled"));
  }
  for (const auto& call : calls) call->Cancel();
  for (const auto& call : calls) {
    EXPECT_EQ(call->Status().error_code(), grpc::StatusCode::CANCELLED);
  }
  gate_.Open();
  EXPECT_TRUE(first.Status().ok());
  EXPECT_TRUE(AsyncEcho(channel, "last").Status().ok());
  server_->server().Shutdown(absl::InfiniteDuration());
  EXPECT_EQ(worked_on_, 2);
  EXPECT_EQ(ended_[absl::StatusCode::kOk], 2);
  EXPECT_EQ(ended_[absl::StatusCode::kCancelled], 20);
}

TEST_P(RpcServerCancelTest, ExpiredCallsAreNotWorkedOn) {
  const auto channel = server_->Connect(GetParam());
  AsyncEcho first(channel, "wait");
  gate_.AwaitCall();
  std::vector<std::unique_ptr<AsyncEcho>> calls;
  calls.reserve(20);
  for (int i = 0; i < 20; ++i) {
    calls.push_back(std::make_unique<AsyncEcho>(
        channel, "expired", absl::Now() + absl::Milliseconds(20)));
  }
  for (const auto& call : calls) {
    EXPECT_EQ(call->Status().error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  }
  hours_ahead_ = 1;
  gate_.Open();
  EXPECT_TRUE(first.Status().ok());
  EXPECT_TRUE(AsyncEcho(channel, "last").Status().ok());
  server_->server().Shutdown(absl::InfiniteDuration());
  EXPECT_EQ(worked_on_, 2);
  EXPECT_EQ(ended_[absl::StatusCode::kOk], 2);
}

TEST_P(RpcServerCancelTest, TheSlotsOfCancelledCallsAreUsedAgain) {
  const auto channel = server_->Connect(GetParam());
  for (int i = 0; i < 4 * RpcServerOptions::kMaxReadyPerMethod; ++i) {
    AsyncEcho call(channel, "cancelled");
    call.Cancel();
  }
  EXPECT_TRUE(AsyncEcho(channel, "last").Status().ok());
}

}  // namespace
}  // namespace rpc
}  // namespace knead
