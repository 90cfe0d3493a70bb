#include "service/server/options.h"

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

struct Case {
  std::string listen;
  bool insecure;
  bool ok;
};

TEST(OptionsTest, TakesLoopbackAddressesUnlessToldOtherwise) {
  const std::vector<Case> cases = {
      {"127.0.0.1:8980", false, true},
      {"127.3.2.1:0", false, true},
      {"localhost:65535", false, true},
      {"[::1]:8980", false, true},
      {"", false, false},
      {"unix:/run/knead/socket", false, true},
      {"systemd", false, true},
      {"0.0.0.0:8980", false, false},
      {"0.0.0.0:8980", true, true},
      {"[::]:8980", false, false},
      // Without brackets the port cannot be told from the address.
      {"::1:8980", false, false},
      {"192.0.2.1:8980", false, false},
      {"example.com:8980", false, false},
      // Looks like a loopback address, and is a name.
      {"127.example.com:8980", false, false},
      {"127.0.0.1", false, false},
      {"127.0.0.1:", false, false},
      {"127.0.0.1:port", false, false},
      {"127.0.0.1:-1", false, false},
      {"127.0.0.1:65536", false, false},
      {":8980", false, false},
  };
  for (const Case& c : cases) {
    ServerOptions options;
    options.listen = {c.listen};
    options.insecure = c.insecure;
    const absl::Status status = CheckOptions(options);
    EXPECT_EQ(status.ok(), c.ok) << c.listen << ": " << status;
    if (!c.ok) {
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
      EXPECT_NE(status.message().find("--listen"), std::string::npos);
    }
  }
}

TEST(OptionsTest, EveryAddressCounts) {
  ServerOptions options;
  options.listen = {"127.0.0.1:0", "unix:/run/knead/socket"};
  EXPECT_TRUE(CheckOptions(options).ok());
  EXPECT_TRUE(IsOnThisMachineOnly(options));
  options.listen.push_back("0.0.0.0:0");
  EXPECT_NE(CheckOptions(options).message().find("0.0.0.0:0"),
            std::string::npos);
  EXPECT_FALSE(IsOnThisMachineOnly(options));
  options.listen.clear();
  EXPECT_TRUE(CheckOptions(options).ok());
  EXPECT_TRUE(IsOnThisMachineOnly(options));
  // It can be of any kind.
  options.listen = {"systemd"};
  EXPECT_FALSE(IsOnThisMachineOnly(options));
}

TEST(OptionsTest, TlsOpensOtherAddresses) {
  for (const char* listen : {"0.0.0.0:8980", "[::]:8980", "example.com:0"}) {
    ServerOptions options;
    options.listen = {listen};
    options.tls.certificate = "certificate.pem";
    options.tls.key = "key.pem";
    EXPECT_TRUE(CheckOptions(options).ok()) << CheckOptions(options);
    EXPECT_TRUE(HasTls(options));
    EXPECT_FALSE(IsOnThisMachineOnly(options));
  }
  for (const char* listen : {"127.0.0.1:8980", "[::1]:0", "unix:/socket"}) {
    ServerOptions options;
    options.listen = {listen};
    EXPECT_FALSE(HasTls(options));
    EXPECT_TRUE(IsOnThisMachineOnly(options));
  }
}

TEST(OptionsTest, SecurityFlagsFitTogether) {
  struct SecurityCase {
    TlsFiles tls;
    bool insecure;
    bool reflection;
    std::string authorization_file;
    // The flag at fault; empty when there is none.
    std::string flag;
  };
  const std::vector<SecurityCase> cases = {
      {{"c", "k", ""}, false, true, "policy", ""},
      {{"c", "k", "a"}, false, false, "", ""},
      {{"", "", ""}, true, false, "policy", ""},
      {{"", "", ""}, false, true, "", ""},
      {{"c", "", ""}, false, false, "", "--tls-key-file: is missing"},
      {{"", "k", ""}, false, false, "", "--tls-certificate-file: is missing"},
      {{"", "", "a"}, false, false, "", "--tls-client-ca-file: needs"},
      {{"c", "k", ""}, true, false, "", "--insecure: "},
      {{"", "", ""}, false, true, "policy", "--reflection: "},
  };
  for (const SecurityCase& c : cases) {
    ServerOptions options;
    options.tls = c.tls;
    options.insecure = c.insecure;
    options.reflection = c.reflection;
    options.authorization_file = c.authorization_file;
    const absl::Status status = CheckOptions(options);
    EXPECT_EQ(status.ok(), c.flag.empty()) << status;
    EXPECT_EQ(status.message().substr(0, c.flag.size()), c.flag);
  }
}

TEST(OptionsTest, NamesTheFlagAtFault) {
  ServerOptions limits;
  limits.limits.max_page_size = 0;
  EXPECT_NE(CheckOptions(limits).message().find("--max-page-size"),
            std::string::npos);
  for (absl::Duration timeout : {-absl::Seconds(1), absl::InfiniteDuration()}) {
    ServerOptions options;
    options.drain_timeout = timeout;
    EXPECT_NE(CheckOptions(options).message().find("--drain-timeout"),
              std::string::npos);
  }
  ServerOptions lame_duck;
  lame_duck.lame_duck = -absl::Seconds(1);
  EXPECT_NE(CheckOptions(lame_duck).message().find("--lame-duck"),
            std::string::npos);
  for (int threads : {-1, 257}) {
    ServerOptions options;
    options.threads = threads;
    EXPECT_NE(CheckOptions(options).message().find("--threads"),
              std::string::npos);
  }
  for (int threads : {0, 1, 256}) {
    ServerOptions options;
    options.threads = threads;
    EXPECT_TRUE(CheckOptions(options).ok());
  }
}

TEST(AdminAddressTest, FollowsTheAddressThatIsServed) {
  ServerOptions options;
  EXPECT_EQ(AdminAddress(options), "127.0.0.1:8981");
  options.listen = {"127.0.0.1:0"};
  EXPECT_EQ(AdminAddress(options), "127.0.0.1:0");
  options.listen = {"[::1]:0"};
  EXPECT_EQ(AdminAddress(options), "127.0.0.1:0");
  options.listen.clear();
  EXPECT_EQ(AdminAddress(options), "");
  options.admin_listen = "127.0.0.1:7";
  EXPECT_EQ(AdminAddress(options), "127.0.0.1:7");
  options.listen = {"127.0.0.1:0"};
  options.admin_listen = "";
  EXPECT_EQ(AdminAddress(options), "");
}

TEST(ChannelzTest, IsNotOfferedToWhomAPolicyRefuses) {
  ServerOptions options;
  options.channelz = true;
  EXPECT_EQ(CheckOptions(options), absl::OkStatus());
  options.authorization_file = "policy";
  const absl::Status status = CheckOptions(options);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find("--channelz"), absl::string_view::npos);
}

TEST(AdminAddressTest, OthersReachItOnlyWhenThatIsAsked) {
  ServerOptions options;
  for (const char* address :
       {"0.0.0.0:8981", "[::]:8981", "10.0.0.1:8981", "127.example.org:8981"}) {
    options.admin_listen = address;
    options.admin_insecure = false;
    const absl::Status status = CheckOptions(options);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << address;
    EXPECT_NE(status.message().find("--admin-insecure"),
              absl::string_view::npos);
    options.admin_insecure = true;
    EXPECT_EQ(CheckOptions(options), absl::OkStatus()) << address;
  }
  options.admin_insecure = false;
  for (const char* address :
       {"127.0.0.1:8981", "localhost:0", "[::1]:65535", ""}) {
    options.admin_listen = address;
    EXPECT_EQ(CheckOptions(options), absl::OkStatus()) << address;
  }
  for (const char* address : {"8981", "127.0.0.1", "127.0.0.1:65536",
                              "127.0.0.1:-1", ":8981", "::1:8981"}) {
    options.admin_listen = address;
    const absl::Status status = CheckOptions(options);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << address;
    EXPECT_NE(status.message().find("--admin-listen"), absl::string_view::npos);
  }
}

}  // namespace
}  // namespace knead
