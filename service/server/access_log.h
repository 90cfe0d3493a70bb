#ifndef KNEAD_SERVICE_SERVER_ACCESS_LOG_H_
#define KNEAD_SERVICE_SERVER_ACCESS_LOG_H_

#include <string>

#include "absl/strings/string_view.h"
#include "service/rpc/transport/call_context.h"
#include "service/rpc/transport/invoke.h"
#include "spdlog/logger.h"

namespace knead {

// The address of a caller without its port, out of what gRPC calls a peer:
// "ipv4:10.0.0.7:50123" is "10.0.0.7", "ipv6:%5B::1%5D:50123" is "::1". A
// caller without an address is "unix" or "unknown".
std::string PeerAddress(absl::string_view peer);

// One line for one call or stream, at its end: method, the name of the caller
// in the authorisation policy, status code, time, sizes and ids, and the
// address that it came from. No part of it is taken from a message; the ids are
// those that CallIdSource lets through.
void LogCall(spdlog::logger& log, const rpc::CallContext& context,
             const rpc::CallRecord& record);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_ACCESS_LOG_H_
