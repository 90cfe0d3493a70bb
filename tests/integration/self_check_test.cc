// A server that checks whether it answers, and is told to stop meanwhile.

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

#include "absl/status/status.h"
#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"
#include "service/server/options.h"
#include "service/server/server.h"
#include "spdlog/logger.h"
#include "spdlog/sinks/base_sink.h"
#include "tests/support/running_server.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

constexpr char kContentInfo[] = "/knead.v1.LookupService/GetContentInfo";

// How often a stop meets with a check.
constexpr int kRounds = 10;

// Holds up the first thread that logs.
class StuckSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  void AwaitStuck() { stuck_.WaitForNotification(); }
  void Release() { released_.Notify(); }

 private:
  void sink_it_(const spdlog::details::log_msg& /*message*/) override {
    if (!stuck_.HasBeenNotified()) stuck_.Notify();
    released_.WaitForNotification();
  }
  void flush_() override {}

  absl::Notification stuck_;
  absl::Notification released_;
};

TEST(SelfCheckTest, AnswersOverItsAddressAndWithin) {
  EXPECT_EQ(SharedServer().server().CheckSelf(), absl::OkStatus());
}

TEST(SelfCheckTest, AStopMayComeAtAnyTime) {
  for (int i = 0; i < kRounds; ++i) {
    RunningServer running;
    std::atomic<bool> stopped{false};
    std::atomic<int> checks{0};
    std::thread checking([&] {
      while (!stopped) {
        running.server().CheckSelf().IgnoreError();
        ++checks;
      }
      running.server().CheckSelf().IgnoreError();
    });
    while (checks < i) std::this_thread::yield();
    running.server().Drain();
    stopped = true;
    checking.join();
  }
}

TEST(SelfCheckTest, ACheckThatGetsNoAnswerHoldsUpNoStop) {
  const auto sink = std::make_shared<StuckSink>();
  ServerOptions options = TestOptions();
  // Nothing but the check within the process.
  options.listen.clear();
  options.threads = 1;
  absl::Notification stops;
  ServerHooks hooks;
  hooks.ready = [&stops](bool ready) {
    if (!ready) stops.Notify();
  };
  auto started = Server::Start(
      options, std::make_shared<spdlog::logger>("test", sink), hooks);
  ASSERT_TRUE(started.ok()) << started.status();
  Server& server = **started;
  // Its only thread is held up where it logs the call.
  std::thread call([channel = server.InProcessChannel()] {
    CallUnary(channel, kContentInfo, "");
  });
  sink->AwaitStuck();
  absl::Status checked;
  std::thread check([&] { checked = server.CheckSelf(); });
  std::thread drain([&] { server.Drain(); });
  stops.WaitForNotification();
  check.join();
  // It was called off. A check that waits for its time says that there was no
  // answer.
  EXPECT_EQ(checked, absl::OkStatus());
  sink->Release();
  drain.join();
  call.join();
}

}  // namespace
}  // namespace knead
