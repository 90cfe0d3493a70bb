#include "service/server/listen_address.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using Kind = ListenAddress::Kind;

TEST(ListenAddressTest, TakesWhatCanBeListenedOn) {
  struct Case {
    std::string text;
    Kind kind;
    std::string host_or_path;
    int port;
    bool local;
  };
  const std::vector<Case> cases = {
      {"127.0.0.1:8980", Kind::kTcp, "127.0.0.1", 8980, true},
      {"127.3.2.1:0", Kind::kTcp, "127.3.2.1", 0, true},
      {"localhost:65535", Kind::kTcp, "localhost", 65535, true},
      {"[::1]:8980", Kind::kTcp, "::1", 8980, true},
      {"[::]:8980", Kind::kTcp, "::", 8980, false},
      {"0.0.0.0:8980", Kind::kTcp, "0.0.0.0", 8980, false},
      {"example.com:8980", Kind::kTcp, "example.com", 8980, false},
      // Looks like a loopback address, and is a name.
      {"127.example.com:8980", Kind::kTcp, "127.example.com", 8980, false},
      {"unix:/run/knead/socket", Kind::kUnix, "/run/knead/socket", 0, true},
      {"systemd", Kind::kSystemd, "", 0, false},
  };
  for (const Case& c : cases) {
    const absl::StatusOr<ListenAddress> address = ParseListenAddress(c.text);
    ASSERT_TRUE(address.ok()) << c.text << ": " << address.status();
    EXPECT_EQ(address->kind, c.kind) << c.text;
    EXPECT_EQ(address->host + address->path, c.host_or_path) << c.text;
    EXPECT_EQ(address->port, c.port) << c.text;
    EXPECT_EQ(address->IsLocal(), c.local) << c.text;
  }
}

TEST(ListenAddressTest, RefusesTheRestAndSaysWhatIsWanted) {
  for (const std::string text :
       {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:port", "127.0.0.1:-1",
        "127.0.0.1:65536", ":8980", "::1:8980", "[::1:8980", "[]:8980",
        "unix:", "unix:relative", "unix:/folder/", "Systemd"}) {
    const absl::Status status = ParseListenAddress(text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_THAT(status.message(), HasSubstr("--listen")) << text;
    EXPECT_THAT(status.message(), HasSubstr("'" + text + "'"));
    EXPECT_THAT(status.message(), HasSubstr("HOST:PORT"));
  }
}

TEST(ListenAddressTest, APathFitsInASocketsAddress) {
  const std::string longest = "unix:/" + std::string(106, 'a');
  EXPECT_TRUE(ParseListenAddress(longest).ok());
  const absl::Status status = ParseListenAddress(longest + "a").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(status.message(), HasSubstr("107"));
}

}  // namespace
}  // namespace knead
