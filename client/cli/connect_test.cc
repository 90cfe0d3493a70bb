#include "client/cli/connect.h"

#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/connection.h"
#include "client/mocks/mock_connection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

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

TEST_F(ConnectTest, ConnectsToSeveralServers) {
  Arguments arguments;
  arguments.server = "127.0.0.1:1,127.0.0.1:2";
  EXPECT_TRUE(Connect(arguments, environment_).ok());
}

TEST_F(ConnectTest, SpeaksTlsToThisMachineWithTlsOptions) {
  Arguments arguments;
  arguments.server = "127.0.0.1:1";
  arguments.tls.root_certificates_file = "/no/such/file";
  const absl::Status status = Connect(arguments, environment_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("--tls-ca-file: /no/such/file "));
}

TEST_F(ConnectTest, SendsATokenToThisMachineOrOverTls) {
  const std::string path = absl::StrCat(testing::TempDir(), "/token");
  std::ofstream(path) << "s3cret";
  Arguments arguments;
  arguments.token_file = path;
  arguments.server = "127.0.0.1:1";
  EXPECT_TRUE(Connect(arguments, environment_).ok());
  arguments.server = "knead.example.org:443";
  EXPECT_TRUE(Connect(arguments, environment_).ok());
  arguments.transport = Transport::kPlaintext;
  const absl::Status status = Connect(arguments, environment_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("--token-file: would leave this machine"));
}

TEST_F(ConnectTest, SaysThatThereIsNoToken) {
  Arguments arguments;
  arguments.server = "127.0.0.1:1";
  arguments.token_file = "/no/such/file";
  const absl::Status status = Connect(arguments, environment_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), StartsWith("--token-file: "));
}

}  // namespace
}  // namespace knead::cli
