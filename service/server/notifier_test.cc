#include "service/server/notifier.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::ElementsAre;

class NotifierTest : public ::testing::Test {
 protected:
  std::vector<std::string> sent_;
  Notifier notifier_{
      [this](const std::string& message) { sent_.push_back(message); }};
};

TEST_F(NotifierTest, SpeaksAsSystemdExpects) {
  notifier_.Ready("Serving sha256:abc on 127.0.0.1:8980");
  notifier_.Reloading();
  notifier_.Ready("Serving sha256:def on 127.0.0.1:8980");
  notifier_.Alive();
  notifier_.Stopping();
  EXPECT_THAT(
      sent_, ElementsAre("READY=1\nSTATUS=Serving sha256:abc on 127.0.0.1:8980",
                         "RELOADING=1\nSTATUS=Reloading",
                         "READY=1\nSTATUS=Serving sha256:def on 127.0.0.1:8980",
                         "WATCHDOG=1", "STOPPING=1\nSTATUS=Finishing calls"));
}

TEST_F(NotifierTest, IsOnlyAliveOnceItStops) {
  notifier_.Stopping();
  notifier_.Stopping();
  notifier_.Reloading();
  notifier_.Ready("Serving");
  notifier_.Alive();
  EXPECT_THAT(sent_,
              ElementsAre("STOPPING=1\nSTATUS=Finishing calls", "WATCHDOG=1"));
}

// Of this process alone.
class ServiceManagerTest : public ::testing::Test {
 protected:
  ~ServiceManagerTest() override {
    for (const char* name :
         {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) {
      ::unsetenv(name);
    }
  }
};

TEST_F(ServiceManagerTest, IsToldOverItsSocket) {
  const std::string path = absl::StrCat("/tmp/knead-notify-", ::getpid());
  const int receiver = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(::bind(receiver, reinterpret_cast<const sockaddr*>(&address),
                   sizeof(address)),
            0);
  ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  SendToServiceManager("WATCHDOG=1");
  std::array<char, 64> buffer;
  const ssize_t size = ::recv(receiver, buffer.data(), buffer.size(), 0);
  ASSERT_GT(size, 0);
  EXPECT_EQ(std::string(buffer.data(), size), "WATCHDOG=1");
  ::close(receiver);
  ::unlink(path.c_str());
  // Nobody is there any more, which is not the caller's concern.
  SendToServiceManager("WATCHDOG=1");
}

TEST_F(ServiceManagerTest, SaysWithinWhichTimeItWantsToHear) {
  EXPECT_FALSE(WatchdogTime().has_value());
  ::setenv("WATCHDOG_USEC", "1500000", 1);
  EXPECT_EQ(WatchdogTime(), absl::Seconds(1.5));
  // Meant for another process.
  ::setenv("WATCHDOG_PID", absl::StrCat(::getppid()).c_str(), 1);
  EXPECT_FALSE(WatchdogTime().has_value());
}

}  // namespace
}  // namespace knead
