#include "service/server/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/server/file_descriptor.h"

namespace knead {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A test that waits so long has failed.
constexpr absl::Duration kPatience = absl::Seconds(20);

bool Await(const std::function<bool()>& holds) {
  const absl::Time deadline = absl::Now() + kPatience;
  while (!holds()) {
    if (absl::Now() > deadline) return false;
    absl::SleepFor(absl::Milliseconds(1));
  }
  return true;
}

// What takes the connections: as gRPC does, it shuts down before it closes.
class Owner {
 public:
  Listener::HandOver HandOver() {
    return [this](int fd) {
      const absl::MutexLock lock(&mutex_);
      taken_.push_back(fd);
    };
  }

  // Waits until it has that many.
  bool AwaitTaken(size_t count) {
    return Await([this, count] {
      const absl::MutexLock lock(&mutex_);
      return taken_.size() >= count;
    });
  }

  // Ends the connection that was taken as the `index`th.
  void End(size_t index) {
    const absl::MutexLock lock(&mutex_);
    ::shutdown(taken_[index], SHUT_RDWR);
    ::close(taken_[index]);
  }

 private:
  absl::Mutex mutex_;
  std::vector<int> taken_ ABSL_GUARDED_BY(mutex_);
};

ListenerOptions Options(const std::string& address = "127.0.0.1:0") {
  ListenerOptions options;
  options.addresses = {address};
  options.max_connections = 100;
  options.max_connections_per_address = 100;
  return options;
}

std::unique_ptr<Listener> Open(const ListenerOptions& options) {
  absl::StatusOr<std::unique_ptr<Listener>> listener = Listener::Open(options);
  EXPECT_TRUE(listener.ok()) << listener.status();
  return *std::move(listener);
}

int PortOf(const std::string& address) {
  int port = 0;
  EXPECT_TRUE(absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port));
  return port;
}

sockaddr_in Loopback(const std::string& host, int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  EXPECT_EQ(inet_pton(AF_INET, host.c_str(), &address.sin_addr), 1);
  return address;
}

// A connection to 127.0.0.1 from `from`; none if it was refused.
FileDescriptor Connect(const Listener& listener,
                       const std::string& from = "127.0.0.1") {
  FileDescriptor fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in source = Loopback(from, 0);
  EXPECT_EQ(::bind(fd.get(), reinterpret_cast<const sockaddr*>(&source),
                   sizeof(source)),
            0);
  const sockaddr_in target =
      Loopback("127.0.0.1", PortOf(listener.addresses()[0]));
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&target),
                sizeof(target)) != 0) {
    fd.Close();
  }
  return fd;
}

// Waits for the other side to end the connection.
bool AwaitEnd(const FileDescriptor& fd) {
  char byte = 0;
  return ::read(fd.get(), &byte, 1) <= 0;
}

TEST(ListenerTest, HandsConnectionsOverAndCountsThoseThatAreOpen) {
  Owner owner;
  const auto listener = Open(Options());
  EXPECT_TRUE(listener->local());
  listener->Start(owner.HandOver());
  const FileDescriptor first = Connect(*listener);
  FileDescriptor second = Connect(*listener);
  ASSERT_TRUE(owner.AwaitTaken(2));
  EXPECT_EQ(listener->counters().accepted, 2);
  EXPECT_EQ(listener->counters().open, 2);
  owner.End(0);
  EXPECT_TRUE(AwaitEnd(first));
  EXPECT_TRUE(Await([&] { return listener->counters().open == 1; }));
  // A peer that has gone counts until its owner has ended the connection.
  second.Close();
  owner.End(1);
  EXPECT_TRUE(Await([&] { return listener->counters().open == 0; }));
  EXPECT_EQ(listener->counters().accepted, 2);
  EXPECT_EQ(listener->counters().refused_full, 0);
}

TEST(ListenerTest, AConnectionThatOnlyHalfClosesStaysOpen) {
  Owner owner;
  const auto listener = Open(Options());
  listener->Start(owner.HandOver());
  const FileDescriptor half = Connect(*listener);
  ::shutdown(half.get(), SHUT_WR);
  const FileDescriptor other = Connect(*listener);
  ASSERT_TRUE(owner.AwaitTaken(2));
  owner.End(1);
  EXPECT_TRUE(Await([&] { return listener->counters().open == 1; }));
  owner.End(0);
  EXPECT_TRUE(Await([&] { return listener->counters().open == 0; }));
}

TEST(ListenerTest, ClosesWhatIsMoreThanMayBe) {
  Owner owner;
  ListenerOptions options = Options();
  options.max_connections = 2;
  const auto listener = Open(options);
  listener->Start(owner.HandOver());
  const FileDescriptor first = Connect(*listener);
  const FileDescriptor second = Connect(*listener);
  ASSERT_TRUE(owner.AwaitTaken(2));
  EXPECT_EQ(listener->counters().refused_full, 0);
  EXPECT_TRUE(AwaitEnd(Connect(*listener)));
  EXPECT_EQ(listener->counters().refused_full, 1);
  // There is room again as soon as one has ended.
  owner.End(0);
  const FileDescriptor third = Connect(*listener);
  EXPECT_TRUE(owner.AwaitTaken(3));
  EXPECT_EQ(listener->counters().refused_full, 1);
  EXPECT_EQ(listener->counters().open, 2);
}

TEST(ListenerTest, ClosesWhatIsMoreThanOneAddressMayHave) {
  Owner owner;
  ListenerOptions options = Options();
  options.max_connections_per_address = 2;
  options.peer_group = [](const sockaddr_storage& peer) {
    const auto& address = reinterpret_cast<const sockaddr_in&>(peer);
    const std::string text = inet_ntoa(address.sin_addr);
    return text == "127.0.0.1" ? absl::nullopt : absl::make_optional(text);
  };
  const auto listener = Open(options);
  listener->Start(owner.HandOver());
  const FileDescriptor first = Connect(*listener, "127.0.0.2");
  const FileDescriptor second = Connect(*listener, "127.0.0.2");
  ASSERT_TRUE(owner.AwaitTaken(2));
  EXPECT_TRUE(AwaitEnd(Connect(*listener, "127.0.0.2")));
  EXPECT_EQ(listener->counters().refused_address, 1);
  // Others have room, and peers that are not counted have no limit.
  const FileDescriptor other = Connect(*listener, "127.0.0.3");
  std::vector<FileDescriptor> uncounted;
  for (int i = 0; i < 3; ++i) uncounted.push_back(Connect(*listener));
  EXPECT_TRUE(owner.AwaitTaken(6));
  owner.End(1);
  const FileDescriptor third = Connect(*listener, "127.0.0.2");
  EXPECT_TRUE(owner.AwaitTaken(7));
  EXPECT_EQ(listener->counters().refused_address, 1);
}

// Sets the limit of open files for as long as it lives.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(rlim_t limit) {
    EXPECT_EQ(getrlimit(RLIMIT_NOFILE, &before_), 0);
    rlimit now = before_;
    now.rlim_cur = limit;
    EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &now), 0);
  }
  ~DescriptorLimit() { EXPECT_EQ(setrlimit(RLIMIT_NOFILE, &before_), 0); }

 private:
  rlimit before_{};
};

// Opens descriptors until none below `limit` is free.
std::vector<FileDescriptor> FillUpTo(int limit) {
  std::vector<FileDescriptor> filling;
  while (true) {
    FileDescriptor fd(::dup(STDERR_FILENO));
    if (!fd.open() || fd.get() >= limit) return filling;
    filling.push_back(std::move(fd));
  }
}

TEST(ListenerTest, WithoutDescriptorsItClosesConnectionsAndGoesOn) {
  constexpr int kLimit = 200;
  Owner owner;
  const auto listener = Open(Options());
  std::vector<FileDescriptor> clients;
  for (int i = 0; i < 10; ++i) clients.push_back(Connect(*listener));
  {
    const std::vector<FileDescriptor> filling = FillUpTo(kLimit);
    const DescriptorLimit limit(kLimit);
    listener->Start(owner.HandOver());
    for (const FileDescriptor& client : clients) {
      EXPECT_TRUE(AwaitEnd(client));
    }
    EXPECT_TRUE(
        Await([&] { return listener->counters().refused_descriptors == 10; }));
  }
  const FileDescriptor later = Connect(*listener);
  EXPECT_TRUE(owner.AwaitTaken(1));
  EXPECT_EQ(listener->counters().refused_descriptors, 10);
}

TEST(ListenerTest, WithoutEvenASpareDescriptorItTriesAgainLater) {
  constexpr int kLimit = 200;
  Owner owner;
  std::vector<FileDescriptor> filling = FillUpTo(kLimit);
  // Its descriptors stand above the limit that comes, the spare one too.
  const auto listener = Open(Options());
  const FileDescriptor client = Connect(*listener);
  {
    const DescriptorLimit limit(kLimit);
    listener->Start(owner.HandOver());
    // Long enough for it to have tried.
    absl::SleepFor(absl::Milliseconds(50));
    EXPECT_EQ(listener->counters().accepted, 0);
  }
  filling.clear();
  EXPECT_TRUE(owner.AwaitTaken(1));
  EXPECT_EQ(listener->counters().open, 1);
}

TEST(ListenerTest, StopsToAcceptAndKeepsWhatIsOpen) {
  Owner owner;
  const auto listener = Open(Options());
  listener->Start(owner.HandOver());
  const FileDescriptor client = Connect(*listener);
  ASSERT_TRUE(owner.AwaitTaken(1));
  listener->StopAccepting();
  EXPECT_FALSE(Connect(*listener).open());
  EXPECT_EQ(listener->counters().open, 1);
  owner.End(0);
  EXPECT_TRUE(Await([&] { return listener->counters().open == 0; }));
  listener->StopAccepting();
}

TEST(ListenerTest, TwoCannotShareAPort) {
  const auto first = Open(Options());
  const std::string address = first->addresses()[0];
  const absl::Status status = Listener::Open(Options(address)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(status.message(), HasSubstr(address));
}

TEST(ListenerTest, ListensInSeveralPlaces) {
  Owner owner;
  ListenerOptions options = Options("127.0.0.1:0");
  options.addresses.push_back("127.0.0.5:0");
  options.addresses.push_back("localhost:0");
  const auto listener = Open(options);
  EXPECT_THAT(listener->addresses(),
              ElementsAre(StartsWith("127.0.0.1:"), StartsWith("127.0.0.5:"),
                          StartsWith("localhost:")));
  listener->Start(owner.HandOver());
  int taken = 0;
  for (const std::string& address : listener->addresses()) {
    std::string host = address.substr(0, address.rfind(':'));
    if (host == "localhost") host = "127.0.0.1";
    const sockaddr_in target = Loopback(host, PortOf(address));
    const FileDescriptor client(::socket(AF_INET, SOCK_STREAM, 0));
    EXPECT_EQ(
        ::connect(client.get(), reinterpret_cast<const sockaddr*>(&target),
                  sizeof(target)),
        0)
        << address;
    EXPECT_TRUE(owner.AwaitTaken(++taken)) << address;
  }
}

TEST(ListenerTest, AnAddressOfAnotherMachineIsUnavailable) {
  const absl::Status status = Listener::Open(Options("192.0.2.1:0")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
  EXPECT_THAT(status.message(), HasSubstr("192.0.2.1:0"));
  EXPECT_EQ(Listener::Open(Options("no.such.name.invalid:0")).status().code(),
            absl::StatusCode::kUnavailable);
}

std::string SocketPath(const std::string& name) {
  return absl::StrCat("/tmp/knead-", ::getpid(), "-", name);
}

bool Exists(const std::string& path) {
  struct stat entry {};
  return lstat(path.c_str(), &entry) == 0;
}

bool ConnectsTo(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  const FileDescriptor fd(::socket(AF_UNIX, SOCK_STREAM, 0));
  return ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address),
                   sizeof(address)) == 0;
}

TEST(UnixListenerTest, ListensAtAPathAndRemovesItInTheEnd) {
  Owner owner;
  const std::string path = SocketPath("socket");
  {
    const auto listener = Open(Options("unix:" + path));
    EXPECT_THAT(listener->addresses(), ElementsAre("unix:" + path));
    EXPECT_TRUE(listener->local());
    listener->Start(owner.HandOver());
    EXPECT_TRUE(ConnectsTo(path));
    EXPECT_TRUE(owner.AwaitTaken(1));
    // Somebody listens there.
    EXPECT_EQ(Listener::Open(Options("unix:" + path)).status().code(),
              absl::StatusCode::kUnavailable);
    EXPECT_TRUE(ConnectsTo(path));
  }
  EXPECT_FALSE(Exists(path));
}

TEST(UnixListenerTest, ReplacesASocketThatNobodyListensOn) {
  const std::string path = SocketPath("stale");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  {
    const FileDescriptor fd(::socket(AF_UNIX, SOCK_STREAM, 0));
    ASSERT_EQ(::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address),
                     sizeof(address)),
              0);
  }
  ASSERT_TRUE(Exists(path));
  const auto listener = Open(Options("unix:" + path));
  EXPECT_TRUE(ConnectsTo(path));
}

TEST(UnixListenerTest, LeavesOtherFilesAlone) {
  const std::string path = SocketPath("file");
  std::ofstream(path) << "text";
  const absl::Status status = Listener::Open(Options("unix:" + path)).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
  EXPECT_THAT(status.message(), HasSubstr(path));
  EXPECT_TRUE(Exists(path));
  ::unlink(path.c_str());
}

TEST(SystemdListenerTest, WithoutSocketsItSaysSo) {
  const absl::Status status = Listener::Open(Options("systemd")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
  EXPECT_THAT(status.message(), HasSubstr(".socket unit"));
}

}  // namespace
}  // namespace knead
