#include "client/cli/connect.h"

#include <memory>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/connection.h"
#include "client/mocks/mock_connection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

using ::testing::StartsWith;

TEST(IsLocalAddressTest, KnowsThisMachine) {
  for (const char* address :
       {"localhost:50051", "127.0.0.1:1", "127.9.9.9:1", "[::1]:50051",
        "unix:/run/knead.sock", "unix-abstract:knead", "localhost"}) {
    EXPECT_TRUE(IsLocalAddress(address)) << address;
  }
  for (const char* address :
       {"knead.example.org:443", "10.0.0.1:50051", "localhost.example.org:1",
        "[::2]:1", "0.0.0.0:1", "1127.0.0.1:1", "dns:///localhost:1", ""}) {
    EXPECT_FALSE(IsLocalAddress(address)) << address;
  }
}

class ConnectTest : public testing::Test {
 protected:
  std::stringstream stream_;
  Environment environment_{stream_, stream_, stream_};
};

TEST_F(ConnectTest, TakesTheEmbeddedServerWhenNoneIsNamed) {
  const auto embedded = std::make_shared<MockConnection>();
  environment_.embedded = [&]() -> absl::StatusOr<std::shared_ptr<Connection>> {
    return embedded;
  };
  EXPECT_EQ(*Connect({}, environment_), embedded);
}

TEST_F(ConnectTest, PassesOnThatTheEmbeddedServerDoesNotStart) {
  environment_.embedded = []() -> absl::StatusOr<std::shared_ptr<Connection>> {
    return absl::InternalError("no content");
  };
  EXPECT_EQ(Connect({}, environment_).status(),
            absl::InternalError("no content"));
}

TEST_F(ConnectTest, ConnectsToTheServerThatIsNamed) {
  environment_.embedded = []() -> absl::StatusOr<std::shared_ptr<Connection>> {
    ADD_FAILURE() << "the embedded server was started";
    return absl::InternalError("");
  };
  for (Transport transport :
       {Transport::kAuto, Transport::kPlaintext, Transport::kTls}) {
    Arguments arguments;
    arguments.server = "localhost:1";
    arguments.transport = transport;
    EXPECT_TRUE(Connect(arguments, environment_).ok());
  }
}

TEST_F(ConnectTest, NamesTheFlagOfAnAddressThatIsNone) {
  Arguments arguments;
  arguments.server = "no port at all";
  const absl::Status status = Connect(arguments, environment_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()),
              StartsWith("--server no port at all: "));
}

}  // namespace
}  // namespace knead::cli
