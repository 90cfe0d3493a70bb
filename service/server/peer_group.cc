#include "service/server/peer_group.h"

#include <netinet/in.h>

#include <cstring>

namespace knead {
namespace {

constexpr size_t kNetworkBytes = 8;
// Where the IPv4 address stands in an IPv6 address that holds one.
constexpr size_t kMappedOffset = 12;

absl::optional<std::string> GroupOf(const in_addr& address) {
  std::string bytes(sizeof(address), '\0');
  std::memcpy(bytes.data(), &address, sizeof(address));
  // 127.0.0.0/8
  if (bytes[0] == 127) return absl::nullopt;
  return bytes;
}

absl::optional<std::string> GroupOf(const in6_addr& address) {
  if (IN6_IS_ADDR_LOOPBACK(&address)) return absl::nullopt;
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    in_addr inner;
    std::memcpy(&inner, address.s6_addr + kMappedOffset, sizeof(inner));
    return GroupOf(inner);
  }
  std::string bytes(kNetworkBytes, '\0');
  std::memcpy(bytes.data(), address.s6_addr, kNetworkBytes);
  return bytes;
}

}  // namespace

absl::optional<std::string> PeerGroup(const sockaddr_storage& peer) {
  if (peer.ss_family == AF_INET) {
    return GroupOf(reinterpret_cast<const sockaddr_in&>(peer).sin_addr);
  }
  if (peer.ss_family == AF_INET6) {
    return GroupOf(reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr);
  }
  return absl::nullopt;
}

}  // namespace knead
