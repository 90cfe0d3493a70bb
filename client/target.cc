#include "client/target.h"

#include <arpa/inet.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace knead {
namespace {

absl::Status Invalid(absl::string_view problem) {
  return absl::InvalidArgumentError(absl::StrCat("target: ", problem));
}

bool IsPort(absl::string_view text) {
  int port;
  return absl::SimpleAtoi(text, &port) && port > 0 && port <= 65535;
}

// Whether `text` is an address of the family AF_INET or AF_INET6.
bool IsIp(int family, absl::string_view text) {
  unsigned char bytes[sizeof(in6_addr)];
  return inet_pton(family, std::string(text).c_str(), bytes) == 1;
}

bool IsIpv4(absl::string_view address) {
  const size_t colon = address.rfind(':');
  return colon != absl::string_view::npos &&
         IsIp(AF_INET, address.substr(0, colon)) &&
         IsPort(address.substr(colon + 1));
}

bool IsIpv6(absl::string_view address) {
  const size_t bracket = address.rfind("]:");
  return absl::StartsWith(address, "[") && bracket != absl::string_view::npos &&
         IsIp(AF_INET6, address.substr(1, bracket - 1)) &&
         IsPort(address.substr(bracket + 2));
}

}  // namespace

bool HasSeveralAddresses(absl::string_view target) {
  return absl::StrContains(target, ',');
}

absl::StatusOr<std::string> ChannelTarget(absl::string_view target) {
  if (target.empty()) {
    return Invalid("is empty; give the server's address as \"host:port\"");
  }
  if (!std::all_of(target.begin(), target.end(),
                   [](char c) { return absl::ascii_isgraph(c); })) {
    return Invalid(
        "holds a space or a character that is not printable ASCII; give the "
        "server's address as \"host:port\"");
  }
  if (absl::StartsWithIgnoreCase(target, "http://") ||
      absl::StartsWithIgnoreCase(target, "https://")) {
    return Invalid(
        "is a web address; leave the part up to \"//\" away, and choose "
        "encryption by the credentials");
  }
  // gRPC's own forms for several addresses pass as they are.
  if (!HasSeveralAddresses(target) || absl::StartsWith(target, "ipv4:") ||
      absl::StartsWith(target, "ipv6:")) {
    return std::string(target);
  }
  const std::vector<absl::string_view> addresses = absl::StrSplit(target, ',');
  if (std::all_of(addresses.begin(), addresses.end(), IsIpv4)) {
    return absl::StrCat("ipv4:", target);
  }
  if (std::all_of(addresses.begin(), addresses.end(), IsIpv6)) {
    return absl::StrCat("ipv6:", target);
  }
  return Invalid(
      "several addresses have to be all \"1.2.3.4:port\" or all "
      "\"[ipv6]:port\"; a name that stands for several servers goes alone, as "
      "\"dns:///name:port\"");
}

}  // namespace knead
