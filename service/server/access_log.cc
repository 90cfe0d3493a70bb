#include "service/server/access_log.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "service/server/log.h"

namespace knead {
namespace {

// What stands in addresses, so that it needs no escaping.
bool IsAddressCharacter(char c) {
  return absl::ascii_isxdigit(c) || c == '.' || c == ':';
}

}  // namespace

std::string PeerAddress(absl::string_view peer) {
  if (absl::StartsWith(peer, "unix")) return "unix";
  if (!absl::ConsumePrefix(&peer, "ipv4:") &&
      !absl::ConsumePrefix(&peer, "ipv6:")) {
    return "unknown";
  }
  peer = peer.substr(0, peer.rfind(':'));
  if (!absl::ConsumePrefix(&peer, "%5B")) absl::ConsumePrefix(&peer, "[");
  if (!absl::ConsumeSuffix(&peer, "%5D")) absl::ConsumeSuffix(&peer, "]");
  // The zone of a link-local address names an interface of this machine.
  peer = peer.substr(0, peer.find('%'));
  if (peer.empty() ||
      !std::all_of(peer.begin(), peer.end(), IsAddressCharacter)) {
    return "unknown";
  }
  return std::string(peer);
}

void LogCall(spdlog::logger& log, const rpc::CallContext& context,
             const rpc::CallRecord& record) {
  if (!log.should_log(spdlog::level::info)) return;
  // Only the caller's name may need escaping: paths are those of the protocol,
  // and the rest is digits, addresses and ids of safe characters.
  log.log(
      spdlog::level::info,
      spdlog::string_view_t(absl::StrCat(
          R"("event":"call","method":")", context.method(), R"(","caller":)",
          JsonString(context.caller()), R"(,"code":")",
          absl::StatusCodeToString(record.code), R"(","latency_us":)",
          absl::ToInt64Microseconds(record.latency), R"(,"request_bytes":)",
          record.request_bytes, R"(,"response_bytes":)", record.response_bytes,
          R"(,"peer":")", PeerAddress(context.Peer()), R"(","request_id":")",
          record.ids.request_id(), R"(","trace_id":")", record.ids.trace_id(),
          R"(","parent_id":")", record.ids.parent_id(), R"(","span_id":")",
          record.ids.span_id(), "\"")));
}

}  // namespace knead
