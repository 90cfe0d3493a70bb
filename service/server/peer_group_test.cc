#include "service/server/peer_group.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <string>

#include "gtest/gtest.h"

namespace knead {
namespace {

absl::optional<std::string> GroupOf(const std::string& address) {
  sockaddr_storage peer{};
  auto& peer4 = reinterpret_cast<sockaddr_in&>(peer);
  auto& peer6 = reinterpret_cast<sockaddr_in6&>(peer);
  if (inet_pton(AF_INET, address.c_str(), &peer4.sin_addr) == 1) {
    peer.ss_family = AF_INET;
  } else {
    EXPECT_EQ(inet_pton(AF_INET6, address.c_str(), &peer6.sin6_addr), 1);
    peer.ss_family = AF_INET6;
  }
  return PeerGroup(peer);
}

TEST(PeerGroupTest, AnIPv4AddressIsAGroup) {
  EXPECT_TRUE(GroupOf("192.0.2.1").has_value());
  EXPECT_EQ(GroupOf("192.0.2.1"), GroupOf("192.0.2.1"));
  EXPECT_NE(GroupOf("192.0.2.1"), GroupOf("192.0.2.2"));
  // The same peer on a socket that takes both.
  EXPECT_EQ(GroupOf("192.0.2.1"), GroupOf("::ffff:192.0.2.1"));
}

TEST(PeerGroupTest, AnIPv6NetworkIsAGroup) {
  EXPECT_EQ(GroupOf("2001:db8:0:1::1"), GroupOf("2001:db8:0:1:ffff::2"));
  EXPECT_NE(GroupOf("2001:db8:0:1::1"), GroupOf("2001:db8:0:2::1"));
  EXPECT_NE(GroupOf("2001:db8::1"), GroupOf("32.1.13.184"));
}

TEST(PeerGroupTest, PeersOnThisMachineHaveNone) {
  for (const std::string address :
       {"127.0.0.1", "127.200.1.1", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_FALSE(GroupOf(address).has_value()) << address;
  }
  sockaddr_storage unix_peer{};
  unix_peer.ss_family = AF_UNIX;
  EXPECT_FALSE(PeerGroup(unix_peer).has_value());
}

}  // namespace
}  // namespace knead
