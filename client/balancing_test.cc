// How a connection lives with several servers, and with servers that fail.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/call_options.h"
#include "client/client.h"
#include "client/make_connection.h"
#include "client/options.h"
#include "client/testing/scripted_server.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/security/server_credentials.h"
#include "gtest/gtest.h"
#include "knead/v1/lookup_service.pb.h"

namespace knead {
namespace {

// Long enough for any machine.
constexpr absl::Duration kLong = absl::Minutes(5);

std::optional<ScriptedAnswer> Answer(const ReceivedCall&) {
  return AnswerWith(v1::ContentInfo());
}

ClientOptions To(const std::string& target) {
  ClientOptions options;
  options.target = target;
  options.credentials = InsecureCredentials();
  options.default_timeout = kLong;
  options.own_sockets = true;
  return options;
}

Client Connect(const ClientOptions& options) {
  const auto connection = MakeConnection(options);
  EXPECT_TRUE(connection.ok()) << connection.status();
  return Client(*connection);
}

// Several servers, each of which can be stopped.
class BalancingTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { grpc::EnableDefaultHealthCheckService(true); }
  static void TearDownTestSuite() {
    grpc::EnableDefaultHealthCheckService(false);
  }

  BalancingTest() {
    for (int i = 0; i < 3; ++i) {
      servers_.push_back(std::make_unique<ScriptedServer>(Answer));
    }
  }

  std::string Target() const {
    std::vector<std::string> addresses;
    for (const auto& server : servers_) addresses.push_back(server->address());
    return absl::StrJoin(addresses, ",");
  }

  // How many calls came to each server so far.
  std::vector<size_t> Counts() const {
    std::vector<size_t> counts;
    for (const auto& server : servers_) {
      counts.push_back(server->calls().size());
    }
    return counts;
  }

  // Makes calls until `condition` holds. None of them may fail.
  static void CallUntil(const Client& client,
                        const std::function<bool()>& condition) {
    while (!condition()) {
      const absl::Status status = client.GetContentInfo().status();
      ASSERT_TRUE(status.ok()) << status;
    }
  }

  std::vector<std::unique_ptr<ScriptedServer>> servers_;
};

TEST_F(BalancingTest, SpreadsCallsOverAllServers) {
  const Client client = Connect(To(Target()));
  const auto all_were_called = [&] {
    const std::vector<size_t> counts = Counts();
    return *std::min_element(counts.begin(), counts.end()) > 0;
  };
  CallUntil(client, all_were_called);
  const std::vector<size_t> before = Counts();
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(client.GetContentInfo().ok());
  const std::vector<size_t> after = Counts();
  for (size_t i = 0; i < servers_.size(); ++i) {
    EXPECT_EQ(after[i] - before[i], 10) << i;
  }
}

TEST_F(BalancingTest, StaysWithOneServerWhenToldTo) {
  ClientOptions options = To(Target());
  options.balancing = Balancing::kPickFirst;
  const Client client = Connect(options);
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(client.GetContentInfo().ok());
  std::vector<size_t> counts = Counts();
  std::sort(counts.begin(), counts.end());
  EXPECT_EQ(counts, std::vector<size_t>({0, 0, 30}));
}

TEST_F(BalancingTest, LeavesServersAloneThatAreNotServing) {
  servers_[1]->SetServing(false);
  const Client client = Connect(To(Target()));
  CallUntil(client, [&] { return Counts()[0] > 20 && Counts()[2] > 20; });
  EXPECT_EQ(Counts()[1], 0);
  // It comes back once it serves.
  servers_[1]->SetServing(true);
  CallUntil(client, [&] { return Counts()[1] > 0; });
}

TEST_F(BalancingTest, TurnsAwayFromAServerThatIsAboutToStop) {
  const Client client = Connect(To(Target()));
  CallUntil(client, [&] { return Counts()[0] > 0 && Counts()[2] > 0; });
  servers_[0]->SetServing(false);
  // Ten calls in a row that all went elsewhere: the word has come through.
  size_t since = Counts()[0];
  int elsewhere = 0;
  CallUntil(client, [&] {
    const size_t now = Counts()[0];
    elsewhere = now == since ? elsewhere + 1 : 0;
    since = now;
    return elsewhere > 10;
  });
}

TEST_F(BalancingTest, DoesNotAskForHealthUnlessItShould) {
  for (const auto& server : servers_) server->SetServing(false);
  ClientOptions options = To(Target());
  options.watch_health = false;
  EXPECT_TRUE(Connect(options).GetContentInfo().ok());
  EXPECT_TRUE(Connect(To(servers_[0]->address())).GetContentInfo().ok());
  options.watch_health = true;
  EXPECT_EQ(Connect(options).GetContentInfo().status().code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(BalancingTest, NoCallFailsWhenServersStop) {
  const Client client = Connect(To(Target()));
  std::atomic<bool> stop = false;
  std::atomic<int> failed = 0;
  std::atomic<int> answered = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      while (!stop) {
        const absl::Status status = client.GetContentInfo().status();
        if (!status.ok()) {
          ADD_FAILURE() << status;
          ++failed;
        } else {
          ++answered;
        }
      }
    });
  }
  const auto await_more = [&answered] {
    for (const int before = answered; answered < before + 200;) {
      absl::SleepFor(absl::Milliseconds(1));
    }
  };
  await_more();
  // Each stops in the middle of its calls, without a word before.
  servers_[0].reset();
  await_more();
  servers_[1].reset();
  await_more();
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
}

// One server. ----------------------------------------------------------------

// An address at which nobody listens yet.
std::string UnixAddress(absl::string_view name) {
  // A path in the folder of the test would be too long for a socket.
  return absl::StrCat("unix:/tmp/knead-", getpid(), "-", name, ".sock");
}

TEST(WaitForReadyTest, FailsAtOnceUnlessToldToWait) {
  ClientOptions options = To(UnixAddress("nobody"));
  EXPECT_EQ(Connect(options).GetContentInfo().status().code(),
            absl::StatusCode::kUnavailable);
  // The time is up before there is a server.
  options.wait_for_ready = true;
  options.default_timeout = absl::Milliseconds(200);
  EXPECT_EQ(Connect(options).GetContentInfo().status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

TEST(WaitForReadyTest, ACallCanChooseOtherwise) {
  ClientOptions options = To(UnixAddress("nobody"));
  options.default_timeout = absl::Milliseconds(200);
  CallOptions call;
  call.wait_for_ready = true;
  EXPECT_EQ(Connect(options).GetContentInfo(call).status().code(),
            absl::StatusCode::kDeadlineExceeded);
  options.wait_for_ready = true;
  options.default_timeout = kLong;
  call.wait_for_ready = false;
  EXPECT_EQ(Connect(options).GetContentInfo(call).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST(WaitForReadyTest, AServerThatComesLaterAnswers) {
  const std::string address = UnixAddress("late");
  ClientOptions options = To(address);
  options.wait_for_ready = true;
  const Client client = Connect(options);
  absl::Status status;
  std::thread caller([&] { status = client.GetContentInfo().status(); });
  const ScriptedServer server(Answer, grpc::InsecureServerCredentials(),
                              address);
  caller.join();
  EXPECT_EQ(status, absl::OkStatus());
}

// A peer that greets as an HTTP/2 server does and then falls silent, as one
// whose machine has lost its network.
class SilentPeer {
 public:
  SilentPeer() : listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* any = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(listener_, any, size), 0);
    EXPECT_EQ(listen(listener_, 1), 0);
    EXPECT_EQ(getsockname(listener_, any, &size), 0);
    address_ = absl::StrCat("127.0.0.1:", ntohs(address.sin_port));
    thread_ = std::thread([this] { Greet(); });
  }

  ~SilentPeer() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    for (const int peer : peers_) close(peer);
    close(listener_);
  }

  const std::string& address() const { return address_; }

 private:
  void Greet() {
    while (true) {
      const int peer = accept(listener_, nullptr, nullptr);
      if (peer < 0) return;
      peers_.push_back(peer);
      // An empty SETTINGS frame.
      constexpr unsigned char kSettings[9] = {0, 0, 0, 4};
      EXPECT_EQ(write(peer, kSettings, sizeof(kSettings)), sizeof(kSettings));
    }
  }

  const int listener_;
  std::string address_;
  std::vector<int> peers_;
  std::thread thread_;
};

TEST(KeepaliveTest, FindsOutThatAPeerIsGone) {
  const SilentPeer peer;
  ClientOptions options = To(peer.address());
  options.keepalive.interval = kMinKeepaliveInterval;
  options.keepalive.timeout = absl::Milliseconds(100);
  options.retry.attempts = 1;
  const absl::Status status = Connect(options).GetContentInfo().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
}

// Responses. -----------------------------------------------------------------

TEST(ResponseSizeTest, RefusesLargerOnes) {
  v1::ContentInfo info;
  info.set_engine_version(std::string(1000, '3'));
  const int size = static_cast<int>(info.ByteSizeLong());
  ScriptedServer server([&](const ReceivedCall&) { return AnswerWith(info); });
  ClientOptions options = To(server.address());
  options.max_response_bytes = size;
  EXPECT_TRUE(Connect(options).GetContentInfo().ok());
  options.max_response_bytes = size - 1;
  EXPECT_EQ(Connect(options).GetContentInfo().status().code(),
            absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace knead
