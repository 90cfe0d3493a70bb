#ifndef KNEAD_CLIENT_LOCAL_ADDRESS_H_
#define KNEAD_CLIENT_LOCAL_ADDRESS_H_

#include "absl/strings/string_view.h"

namespace knead {

// Whether `address` is on this machine, so that nobody can listen in:
// `localhost`, an address of the loopback network, or a Unix socket. Of several
// addresses, with commas between, all have to be. Thread-safe.
bool IsLocalAddress(absl::string_view address);

}  // namespace knead

#endif  // KNEAD_CLIENT_LOCAL_ADDRESS_H_
