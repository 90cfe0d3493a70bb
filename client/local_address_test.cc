#include "client/local_address.h"

#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(IsLocalAddressTest, KnowsThisMachine) {
  for (const char* address :
       {"localhost:50051", "127.0.0.1:1", "127.9.9.9:1", "[::1]:50051",
        "unix:/run/knead.sock", "unix-abstract:knead", "localhost",
        "ipv4:127.0.0.1:1", "ipv6:[::1]:1"}) {
    EXPECT_TRUE(IsLocalAddress(address)) << address;
  }
}

TEST(IsLocalAddressTest, KnowsOthers) {
  for (const char* address :
       {"knead.example.org:443", "10.0.0.1:50051", "localhost.example.org:1",
        "[::2]:1", "0.0.0.0:1", "1127.0.0.1:1", "dns:///localhost:1", "",
        "127.example.org:443", "127.0.0.example.org:1", "127.0.0.1.org:1",
        "127.0.0.256:1", "ipv4:10.0.0.1:1"}) {
    EXPECT_FALSE(IsLocalAddress(address)) << address;
  }
}

TEST(IsLocalAddressTest, AllOfSeveralHaveToBeLocal) {
  EXPECT_TRUE(IsLocalAddress("127.0.0.1:1,127.0.0.2:1"));
  EXPECT_FALSE(IsLocalAddress("127.0.0.1:1,10.0.0.1:1"));
  EXPECT_FALSE(IsLocalAddress("10.0.0.1:1,127.0.0.1:1"));
  EXPECT_FALSE(IsLocalAddress("127.0.0.1:1,"));
}

}  // namespace
}  // namespace knead
