#include "client/target.h"

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(ChannelTargetTest, OneAddressStaysAsItIs) {
  for (const char* target :
       {"localhost:50051", "10.0.0.1:50051", "[::1]:50051",
        "dns:///knead.example.org:443", "unix:/run/knead.sock",
        "ipv4:10.0.0.1:1,10.0.0.2:1"}) {
    EXPECT_EQ(*ChannelTarget(target), target);
  }
}

TEST(ChannelTargetTest, SeveralAddressesAreOneTarget) {
  EXPECT_EQ(*ChannelTarget("10.0.0.1:50051,10.0.0.2:65535"),
            "ipv4:10.0.0.1:50051,10.0.0.2:65535");
  EXPECT_EQ(*ChannelTarget("[::1]:50051,[fd00::2]:1"),
            "ipv6:[::1]:50051,[fd00::2]:1");
}

TEST(ChannelTargetTest, SaysWhatToDoAboutSeveralThatAreNoTarget) {
  for (const char* target :
       {"a.example.org:1,b.example.org:1", "10.0.0.1:1,[::1]:1", "10.0.0.1:1,",
        ",10.0.0.1:1", "10.0.0.1,10.0.0.2", "10.0.0.1:0,10.0.0.2:1",
        "10.0.0.1:65536,10.0.0.2:1", "10.0.0.256:1,10.0.0.2:1",
        "[::1]:1,[::g]:1", "[::1],[::2]", "10.0.0.1:1,unix:/run/knead.sock"}) {
    const absl::Status status = ChannelTarget(target).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << target;
    EXPECT_THAT(std::string(status.message()), StartsWith("target: "));
    EXPECT_THAT(std::string(status.message()), HasSubstr("dns:///name:port"));
  }
}

TEST(ChannelTargetTest, RefusesWhatIsNoAddress) {
  const struct {
    const char* target;
    const char* problem;
  } cases[] = {
      {"", "is empty"},
      {"no port at all", "holds a space"},
      {"host\n:1", "not printable"},
      {"https://knead.example.org", "is a web address"},
  };
  for (const auto& test : cases) {
    const absl::Status status = ChannelTarget(test.target).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr(test.problem));
  }
}

TEST(HasSeveralAddressesTest, CountsWhatIsWritten) {
  EXPECT_TRUE(HasSeveralAddresses("10.0.0.1:1,10.0.0.2:1"));
  EXPECT_TRUE(HasSeveralAddresses("ipv4:10.0.0.1:1,10.0.0.2:1"));
  EXPECT_FALSE(HasSeveralAddresses("10.0.0.1:1"));
  EXPECT_FALSE(HasSeveralAddresses("dns:///knead.example.org:1"));
}

}  // namespace
}  // namespace knead
