// The limits of connections, each at its boundary on a server: some as a gRPC
// client sees them, some in bytes that no such client would send.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "tests/support/own_connection.h"
#include "tests/support/running_server.h"
#include "tests/support/stream_call.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

constexpr char kContentInfo[] = "/knead.v1.LookupService/GetContentInfo";
constexpr char kAssessStream[] = "/knead.v1.AssessmentService/AssessStream";

// A test that waits so long has failed.
constexpr absl::Duration kPatience = absl::Seconds(30);

std::shared_ptr<grpc::Channel> Connect(RunningServer& server) {
  return OwnConnection(server.server().address());
}

bool Await(const std::function<bool()>& holds) {
  const absl::Time deadline = absl::Now() + kPatience;
  while (!holds()) {
    if (absl::Now() > deadline) return false;
    absl::SleepFor(absl::Milliseconds(2));
  }
  return true;
}

bool AwaitOpen(RunningServer& server, int64_t count) {
  return Await([&] { return server.server().connections().open == count; });
}

// A connection that says what it is told to, and reads frames of HTTP/2.
class RawConnection {
 public:
  struct Frame {
    int type = 0;
    int flags = 0;
    std::string payload;
  };
  static constexpr int kSettings = 4;
  static constexpr int kPing = 6;
  static constexpr int kGoAway = 7;
  static constexpr int kWindowUpdate = 8;

  explicit RawConnection(RunningServer& server)
      : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const std::string address = server.server().address();
    int port = 0;
    EXPECT_TRUE(
        absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port));
    sockaddr_in target{};
    target.sin_family = AF_INET;
    target.sin_port = htons(static_cast<uint16_t>(port));
    target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd_, reinterpret_cast<const sockaddr*>(&target),
                        sizeof(target)),
              0);
  }
  ~RawConnection() { ::close(fd_); }

  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  void Send(absl::string_view bytes) {
    ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }

  // The beginning of HTTP/2: the preface and empty settings. Waits until the
  // server has said what it says of itself, after which it counts pings anew.
  void SayHello() {
    Send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    Send(absl::string_view("\0\0\0\4\0\0\0\0\0", 9));
    bool acknowledged = false;
    bool window = false;
    while (!acknowledged || !window) {
      const Frame frame = Read();
      ASSERT_NE(frame.type, -1);
      if (frame.type == kSettings && frame.flags == 1) acknowledged = true;
      if (frame.type == kWindowUpdate) window = true;
    }
  }

  void Ping() { Send(absl::string_view("\0\0\10\6\0\0\0\0\0pingping", 17)); }

  // The next frame; of type -1 when the connection is over.
  Frame Read() {
    const std::string head = ReadBytes(9);
    Frame frame;
    frame.type = -1;
    if (head.size() < 9) return frame;
    const auto byte = [&head](int i) {
      return static_cast<size_t>(static_cast<unsigned char>(head[i]));
    };
    const size_t length = byte(0) << 16 | byte(1) << 8 | byte(2);
    frame.payload = ReadBytes(length);
    if (frame.payload.size() < length) return frame;
    frame.type = static_cast<int>(byte(3));
    frame.flags = static_cast<int>(byte(4));
    return frame;
  }

  // Whether the server answers the last ping, rather than to hang up.
  bool ReadPong() {
    while (true) {
      const Frame frame = Read();
      if (frame.type == kPing && frame.flags == 1) return true;
      if (frame.type == kGoAway || frame.type == -1) return false;
    }
  }

  // Whether the server says that there were too many pings, and hangs up.
  bool IsToldOfTooManyPings() {
    while (true) {
      const Frame frame = Read();
      if (frame.type == -1) return false;
      if (frame.type == kGoAway) {
        return frame.payload.find("too_many_pings") != std::string::npos &&
               AwaitEnd();
      }
    }
  }

  // Waits for the end of the connection.
  bool AwaitEnd() {
    while (Read().type != -1) {
    }
    return ended_;
  }

 private:
  std::string ReadBytes(size_t count) {
    std::string bytes;
    while (bytes.size() < count) {
      pollfd readable = {fd_, POLLIN, 0};
      const int patience =
          static_cast<int>(absl::ToInt64Milliseconds(kPatience));
      if (::poll(&readable, 1, patience) != 1) return bytes;
      char buffer[4096];
      const ssize_t got = ::recv(
          fd_, buffer, std::min(sizeof(buffer), count - bytes.size()), 0);
      if (got <= 0) {
        ended_ = true;
        return bytes;
      }
      bytes.append(buffer, static_cast<size_t>(got));
    }
    return bytes;
  }

  const int fd_;
  bool ended_ = false;
};

TEST(ConnectionLimitsTest, Connections) {
  const auto server =
      ServerWithLimits([](Limits& limits) { limits.max_connections = 2; });
  const auto first = Connect(*server);
  EXPECT_THAT(CallUnary(first, kContentInfo, ""), IsAnswered());
  auto second = Connect(*server);
  EXPECT_THAT(CallUnary(second, kContentInfo, ""), IsAnswered());
  EXPECT_EQ(server->server().connections().refused_full, 0);
  EXPECT_TRUE(RawConnection(*server).AwaitEnd());
  EXPECT_EQ(server->server().connections().refused_full, 1);
  // Those that are there are served, and there is room again when one has gone.
  EXPECT_THAT(CallUnary(first, kContentInfo, ""), IsAnswered());
  second = nullptr;
  EXPECT_TRUE(AwaitOpen(*server, 1));
  EXPECT_THAT(CallUnary(Connect(*server), kContentInfo, ""), IsAnswered());
}

TEST(ConnectionLimitsTest, PeersOnThisMachineHaveNoLimitOfTheirOwn) {
  const auto server = ServerWithLimits(
      [](Limits& limits) { limits.max_connections_per_address = 1; });
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < 3; ++i) {
    channels.push_back(Connect(*server));
    EXPECT_THAT(CallUnary(channels.back(), kContentInfo, ""), IsAnswered());
  }
  EXPECT_EQ(server->server().connections().refused_address, 0);
}

TEST(ConnectionLimitsTest, Handshake) {
  const auto server = ServerWithLimits([](Limits& limits) {
    limits.handshake_timeout = absl::Milliseconds(200);
  });
  EXPECT_THAT(CallUnary(server->channel(), kContentInfo, ""), IsAnswered());
  RawConnection silent(*server);
  RawConnection slow(*server);
  slow.Send("PRI * HTTP/2.0\r\n");
  EXPECT_TRUE(silent.AwaitEnd());
  EXPECT_TRUE(slow.AwaitEnd());
  EXPECT_TRUE(AwaitOpen(*server, 1));
  EXPECT_THAT(CallUnary(server->channel(), kContentInfo, ""), IsAnswered());
}

TEST(ConnectionLimitsTest, Idle) {
  const auto server = ServerWithLimits(
      [](Limits& limits) { limits.max_connection_idle = absl::Seconds(1); });
  // One with a stream is not idle.
  StreamCall stream(server->channel(), kAssessStream);
  const auto idle = Connect(*server);
  EXPECT_THAT(CallUnary(idle, kContentInfo, ""), IsAnswered());
  EXPECT_TRUE(Await([&] {
    const ListenerCounters counters = server->server().connections();
    return counters.accepted == 2 && counters.open == 1;
  }));
  stream.WritesDone();
  EXPECT_THAT(stream.Finish(), IsAnswered());
}

TEST(ConnectionLimitsTest, AgeAndGrace) {
  const auto server = ServerWithLimits([](Limits& limits) {
    limits.max_connection_age = absl::Seconds(1);
    limits.max_connection_age_grace = absl::Milliseconds(200);
  });
  StreamCall stream(server->channel(), kAssessStream);
  // Without a word of the client.
  EXPECT_FALSE(stream.Read().has_value());
  EXPECT_FALSE(stream.Finish().status.ok());
  EXPECT_THAT(CallUnary(server->channel(), kContentInfo, ""), IsAnswered());
}

TEST(ConnectionLimitsTest, PingsThatComeTooEarly) {
  for (const int strikes : {1, 3}) {
    const auto server = ServerWithLimits(
        [&](Limits& limits) { limits.max_ping_strikes = strikes; });
    RawConnection connection(*server);
    connection.SayHello();
    // The first one does not come too early, and the last one is answered
    // before it has its consequence.
    for (int i = 0; i < 1 + strikes + 1; ++i) {
      connection.Ping();
      ASSERT_TRUE(connection.ReadPong()) << i;
    }
    EXPECT_TRUE(connection.IsToldOfTooManyPings());
  }
}

TEST(ConnectionLimitsTest, PingsAsOftenAsTheyLike) {
  const auto server = ServerWithLimits([](Limits& limits) {
    limits.min_ping_interval = absl::ZeroDuration();
    limits.max_ping_strikes = 1;
  });
  RawConnection connection(*server);
  connection.SayHello();
  for (int i = 0; i < 20; ++i) {
    connection.Ping();
    ASSERT_TRUE(connection.ReadPong()) << i;
  }
}

TEST(ConnectionLimitsTest, PingsWithoutCallsCanBeRefused) {
  const auto server = ServerWithLimits([](Limits& limits) {
    limits.keepalive_without_calls = 0;
    limits.min_ping_interval = absl::ZeroDuration();
    limits.max_ping_strikes = 1;
  });
  RawConnection connection(*server);
  connection.SayHello();
  for (int i = 0; i < 3; ++i) {
    connection.Ping();
    ASSERT_TRUE(connection.ReadPong()) << i;
  }
  EXPECT_TRUE(connection.IsToldOfTooManyPings());
}

TEST(ConnectionLimitsTest, WhoDoesNotAnswerIsHungUpOn) {
  const auto server = ServerWithLimits([](Limits& limits) {
    limits.keepalive_time = absl::Seconds(1);
    limits.keepalive_timeout = absl::Milliseconds(200);
  });
  // Answers by itself.
  EXPECT_THAT(CallUnary(server->channel(), kContentInfo, ""), IsAnswered());
  RawConnection deaf(*server);
  deaf.SayHello();
  bool asked = false;
  while (true) {
    const RawConnection::Frame frame = deaf.Read();
    if (frame.type == -1) break;
    if (frame.type == RawConnection::kPing && frame.flags == 0) asked = true;
  }
  EXPECT_TRUE(asked);
  EXPECT_TRUE(AwaitOpen(*server, 1));
  EXPECT_THAT(CallUnary(server->channel(), kContentInfo, ""), IsAnswered());
}

}  // namespace
}  // namespace knead
