#ifndef KNEAD_SERVICE_SERVER_PEER_GROUP_H_
#define KNEAD_SERVICE_SERVER_PEER_GROUP_H_

#include <sys/socket.h>

#include <string>

#include "absl/types/optional.h"

namespace knead {

// The peers whose connections are counted together: those of one IPv4 address,
// or of one IPv6 network of 64 bits, which is what one household or host has.
// Two are equal if and only if their bytes are.
//
// None for a peer on this machine (loopback or a unix socket): a proxy connects
// from there for everybody, and so may other services of the machine.
absl::optional<std::string> PeerGroup(const sockaddr_storage& peer);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_PEER_GROUP_H_
