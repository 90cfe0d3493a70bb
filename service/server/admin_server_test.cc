#include "service/server/admin_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "httplib.h"
#include "service/server/limits.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// What every request of a test gets in the end, even on a slow machine.
constexpr int kPatienceSeconds = 60;

std::unique_ptr<AdminServer> StartOn(const std::string& address) {
  AdminServer::Pages pages;
  pages.metrics = [] { return "some_total 1\n"; };
  pages.version = [] { return "{}\n"; };
  auto server = AdminServer::Start(address, std::move(pages));
  EXPECT_TRUE(server.ok()) << server.status();
  return server.ok() ? *std::move(server) : nullptr;
}

int PortOf(const AdminServer& server) {
  int port = 0;
  EXPECT_TRUE(absl::SimpleAtoi(
      server.address().substr(server.address().rfind(':') + 1), &port));
  return port;
}

class AdminServerTest : public ::testing::Test {
 protected:
  AdminServerTest()
      : server_(StartOn("127.0.0.1:0")),
        client_("127.0.0.1", PortOf(*server_)) {
    client_.set_connection_timeout(kPatienceSeconds);
    client_.set_read_timeout(kPatienceSeconds);
  }

  // A connection that sends `text` and then nothing.
  int Connect(const std::string& text) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(PortOf(*server_)));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket, reinterpret_cast<sockaddr*>(&address),
                        sizeof(address)),
              0);
    EXPECT_EQ(::send(socket, text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
    return socket;
  }

  std::unique_ptr<AdminServer> server_;
  httplib::Client client_;
};

TEST_F(AdminServerTest, IsReadyWhenItIsToldSo) {
  const auto code = [this] {
    const auto response = client_.Get("/readyz");
    return response ? response->status : 0;
  };
  EXPECT_EQ(code(), 503);
  server_->SetReady(true);
  EXPECT_EQ(code(), 200);
  server_->SetReady(false);
  EXPECT_EQ(code(), 503);
  EXPECT_EQ(client_.Get("/livez")->status, 200);
}

TEST_F(AdminServerTest, EveryPageHasItsType) {
  const auto metrics = client_.Get("/metrics");
  ASSERT_TRUE(metrics);
  EXPECT_EQ(metrics->status, 200);
  EXPECT_EQ(metrics->body, "some_total 1\n");
  EXPECT_THAT(metrics->get_header_value("Content-Type"),
              StartsWith("text/plain; version=0.0.4"));
  const auto version = client_.Get("/version?x=1");
  ASSERT_TRUE(version);
  EXPECT_EQ(version->body, "{}\n");
  EXPECT_EQ(version->get_header_value("Content-Type"), "application/json");
  EXPECT_EQ(client_.Get("/livez")->body, "ok\n");
}

TEST_F(AdminServerTest, AHeadHasNoBody) {
  const auto response = client_.Head("/metrics");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, "");
  EXPECT_EQ(response->get_header_value("Content-Length"), "13");
}

TEST_F(AdminServerTest, OtherPathsAndMethodsAreRefused) {
  for (const char* path :
       {"/", "/metrics/", "/livezz", "/../livez", "/METRICS"}) {
    EXPECT_EQ(client_.Get(path)->status, 404) << path;
  }
  for (const auto& response :
       {client_.Post("/metrics", "x", "text/plain"), client_.Delete("/livez"),
        client_.Put("/readyz", "x", "text/plain"), client_.Options("/livez")}) {
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 405);
    EXPECT_EQ(response->get_header_value("Allow"), "GET, HEAD");
  }
}

TEST_F(AdminServerTest, AConnectionServesOneRequest) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(client_.Get("/livez")->get_header_value("Connection"), "close");
  }
}

TEST_F(AdminServerTest, SlowConnectionsHoldUpNobody) {
  std::vector<int> slow;
  for (unsigned i = 0; i + 1 < kMaxAdminConnections; ++i) {
    slow.push_back(Connect("GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow: "));
  }
  for (int i = 0; i < 10; ++i) {
    const auto response = client_.Get("/livez");
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 200);
  }
  for (const int socket : slow) ::close(socket);
}

TEST_F(AdminServerTest,
       MoreConnectionsThanItTakesWaitUntilSilentOnesAreClosed) {
  std::vector<int> silent;
  for (unsigned i = 0; i < kMaxAdminConnections + 10; ++i) {
    silent.push_back(Connect("GET"));
  }
  const auto response = client_.Get("/livez");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  for (const int socket : silent) ::close(socket);
}

TEST_F(AdminServerTest, ARequestThatIsTooLargeIsRefused) {
  httplib::Headers headers = {
      {"X-Large", std::string(kMaxAdminRequestBytes, 'x')}};
  const auto large = client_.Get("/livez", headers);
  EXPECT_TRUE(!large || large->status >= 400);
  const auto small = client_.Get("/livez");
  ASSERT_TRUE(small);
  EXPECT_EQ(small->status, 200);
}

TEST_F(AdminServerTest, WhatIsNoHttpIsLetGo) {
  const int socket = Connect("\x16\x03\x01\x02 zyxmarker\r\n\r\n");
  char buffer[4096];
  // An error, or nothing, and then the end.
  while (::recv(socket, buffer, sizeof(buffer), 0) > 0) {
  }
  ::close(socket);
  EXPECT_EQ(client_.Get("/livez")->status, 200);
}

TEST_F(AdminServerTest, APortThatIsTakenIsSaid) {
  AdminServer::Pages pages;
  const auto second = AdminServer::Start(server_->address(), std::move(pages));
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(second.status().message(), HasSubstr("--admin-listen"));
  EXPECT_THAT(second.status().message(), HasSubstr(server_->address()));
}

TEST(AdminServerAddressTest, ListensOnIPv6) {
  const auto server = StartOn("[::1]:0");
  ASSERT_NE(server, nullptr);
  EXPECT_THAT(server->address(), StartsWith("[::1]:"));
  httplib::Client client("::1", PortOf(*server));
  const auto response = client.Get("/livez");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
}

TEST(AdminServerAddressTest, AnAddressThatIsNoneIsSaid) {
  const auto server = AdminServer::Start("256.0.0.1:0", {});
  EXPECT_EQ(server.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(server.status().message(), HasSubstr("--admin-listen"));
}

}  // namespace
}  // namespace knead
