#include "client/local_address.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace knead {
namespace {

// A host name may begin with digits, so all four numbers have to be there.
bool IsLoopbackIpv4(absl::string_view host) {
  const std::vector<absl::string_view> parts = absl::StrSplit(host, '.');
  return parts.size() == 4 && parts[0] == "127" &&
         std::all_of(parts.begin(), parts.end(), [](absl::string_view part) {
           int number;
           return absl::SimpleAtoi(part, &number) && number >= 0 &&
                  number <= 255;
         });
}

bool IsLocal(absl::string_view address) {
  if (absl::StartsWith(address, "unix:") ||
      absl::StartsWith(address, "unix-abstract:")) {
    return true;
  }
  if (!absl::ConsumePrefix(&address, "ipv4:")) {
    absl::ConsumePrefix(&address, "ipv6:");
  }
  const absl::string_view host = address.substr(0, address.rfind(':'));
  return host == "localhost" || host == "[::1]" || IsLoopbackIpv4(host);
}

}  // namespace

bool IsLocalAddress(absl::string_view address) {
  const std::vector<absl::string_view> each = absl::StrSplit(address, ',');
  return std::all_of(each.begin(), each.end(), IsLocal);
}

}  // namespace knead
