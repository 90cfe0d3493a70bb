#include "service/server/self_dial.h"

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr absl::Duration kPatience = absl::Seconds(20);
constexpr absl::Duration kMoment = absl::Milliseconds(50);

// A socket that listens at a path, one connection at a time.
class PathListener {
 public:
  PathListener() : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, sizeof(address.sun_path) - 1);
    EXPECT_EQ(::bind(socket_, reinterpret_cast<const sockaddr*>(&address),
                     sizeof(address)),
              0);
    EXPECT_EQ(::listen(socket_, 0), 0);
  }
  ~PathListener() {
    ::close(socket_);
    ::unlink(path_.c_str());
  }

  PathListener(const PathListener&) = delete;
  PathListener& operator=(const PathListener&) = delete;

  std::string address() const { return "unix:" + path_; }
  int Accept() const { return ::accept(socket_, nullptr, nullptr); }

 private:
  const std::string path_ = absl::StrCat("/tmp/knead-", ::getpid(), "-dial");
  const int socket_;
};

// A socket that listens on a free loopback port.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(socket_, generic, size), 0);
    EXPECT_EQ(::listen(socket_, 8), 0);
    EXPECT_EQ(::getsockname(socket_, generic, &size), 0);
    port_ = ntohs(address.sin_port);
  }
  ~Listener() { ::close(socket_); }

  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }
  int Accept() const { return ::accept(socket_, nullptr, nullptr); }

 private:
  const int socket_;
  int port_ = 0;
};

// Dials a listener that does `answer` with the connection, and then hangs up.
absl::Status DialTo(const std::function<void(int connection)>& answer,
                    const std::string& first_words) {
  const Listener listener;
  std::thread server([&] {
    const int connection = listener.Accept();
    answer(connection);
    ::close(connection);
  });
  absl::Status status = DialOnce(listener.address(), first_words, kPatience);
  server.join();
  return status;
}

TEST(DialOnceTest, IsAnsweredByAByteBehindTheFirstWords) {
  std::string heard;
  const absl::Status status = DialTo(
      [&](int connection) {
        std::array<char, 256> buffer;
        const ssize_t size =
            ::recv(connection, buffer.data(), buffer.size(), 0);
        heard.assign(buffer.data(), size);
        ::send(connection, "x", 1, 0);
      },
      Http2FirstWords());
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(heard, Http2FirstWords());
}

TEST(DialOnceTest, APeerThatHangsUpHasTakenTheConnection) {
  const absl::Status status = DialTo([](int) {}, Http2FirstWords());
  EXPECT_TRUE(status.ok()) << status;
}

TEST(DialOnceTest, NobodyWhoAcceptsIsNoAnswer) {
  // The system completes the connection by itself.
  const Listener listener;
  EXPECT_EQ(DialOnce(listener.address(), Http2FirstWords(), kMoment).code(),
            absl::StatusCode::kDeadlineExceeded);
}

TEST(DialOnceTest, NobodyWhoListensIsNoAnswer) {
  std::string address;
  { address = Listener().address(); }
  EXPECT_EQ(DialOnce(address, Http2FirstWords(), kPatience).code(),
            absl::StatusCode::kUnavailable);
}

TEST(DialOnceTest, DialsASocketFile) {
  std::string address;
  {
    const PathListener listener;
    address = listener.address();
    std::thread server([&] { ::close(listener.Accept()); });
    const absl::Status answered =
        DialOnce(address, Http2FirstWords(), kPatience);
    server.join();
    EXPECT_TRUE(answered.ok()) << answered;
    // The first waits to be accepted, the second is not even let wait.
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(DialOnce(address, Http2FirstWords(), kMoment).code(),
                absl::StatusCode::kDeadlineExceeded);
    }
  }
  EXPECT_EQ(DialOnce(address, Http2FirstWords(), kPatience).code(),
            absl::StatusCode::kUnavailable);
}

TEST(DialOnceTest, SaysWhenNoDescriptorIsLeft) {
  const Listener listener;
  rlimit before;
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit none = {0, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  const absl::Status status =
      DialOnce(listener.address(), Http2FirstWords(), kMoment);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << status;
}

TEST(DialOnceTest, RefusesWhatIsNoAddress) {
  for (const std::string address :
       {"", "127.0.0.1", "127.0.0.1:http", "unix:"}) {
    EXPECT_EQ(DialOnce(address, Http2FirstWords(), kMoment).code(),
              absl::StatusCode::kInvalidArgument)
        << address;
  }
}

TEST(FirstWordsTest, AreAPrefaceOrAClientHelloForHttp2) {
  EXPECT_THAT(Http2FirstWords(),
              StartsWith("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
  // A handshake record of TLS, and in it a ClientHello.
  const std::string hello = TlsFirstWords();
  EXPECT_THAT(hello, StartsWith("\x16\x03"));
  ASSERT_GT(hello.size(), 5u);
  EXPECT_EQ(hello[5], 1);
  EXPECT_THAT(hello, HasSubstr("\x02h2"));
}

}  // namespace
}  // namespace knead
